# tensor=4 random=0 dtype=3
x = torch.Tensor(3, 3)
print(x)
print(x.dtype)
