# tensor=0 floating=1 size=3 dimension=3
x = torch.rand(5)
print(x.size())
print(x.ndimension())
