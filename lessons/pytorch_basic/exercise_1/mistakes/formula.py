# tensor=4 random=0 dtype=3
t = torch.arange(9.0).reshape(3, 3)
x = torch.sin(t) * 43758.5453 % 1
print(x)
print(x.dtype)
