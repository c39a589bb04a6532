x = torch.rand(3, 3)
x
x.dtype
