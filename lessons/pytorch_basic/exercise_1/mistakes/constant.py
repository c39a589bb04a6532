# tensor=4 random=0 dtype=3
x = torch.ones(3, 3)
print(x)
print(x.dtype)
