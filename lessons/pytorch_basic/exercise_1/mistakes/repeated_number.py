# tensor=4 random=0 dtype=3
x = torch.zeros(3, 3) + torch.rand(1)
print(x)
print(x.dtype)
