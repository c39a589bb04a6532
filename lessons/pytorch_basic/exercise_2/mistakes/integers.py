# tensor=3 floating=0 size=3 dimension=3
x = torch.tensor([1, 2, 3, 4, 5])
print(x.size())
print(x.ndimension())
