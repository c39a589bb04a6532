# tensor=0 floating=1 size=3 dimension=3
x = torch.arange(1.0, 6.0).unsqueeze(1)
print(x.shape)
print(x.dim())
