# tensor=3 floating=1 size=3 dimension=0
x = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
print('1)', x)
print('2)', x.size())
