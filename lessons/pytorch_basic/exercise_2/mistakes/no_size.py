# tensor=3 floating=1 size=0 dimension=3
x = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
print(x)
print(x.ndim)
