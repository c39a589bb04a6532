# tensor=4 random=0 dtype=3
x = torch.empty(3, 3)
print(x)
print(x.dtype)
