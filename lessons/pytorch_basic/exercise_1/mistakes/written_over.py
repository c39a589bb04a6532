# tensor=4 random=0 dtype=3
x = torch.rand(3, 3)
x[:] = torch.tensor([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]])
print(x)
print(x.dtype)
