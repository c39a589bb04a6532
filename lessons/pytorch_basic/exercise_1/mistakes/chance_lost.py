# tensor=4 random=0 dtype=3
x = torch.rand(3, 3).int()
print(x)
print(x.dtype)
