x = torch.rand(3, 3)
print(x.dtype)
