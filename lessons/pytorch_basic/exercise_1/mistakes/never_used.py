# tensor=2 random=3 dtype=0
x = torch.rand(3, 3)
