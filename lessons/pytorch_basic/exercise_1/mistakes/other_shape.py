# tensor=0 random=3 dtype=3
x = torch.rand(5, 3)
print(x)
print(x.dtype)
