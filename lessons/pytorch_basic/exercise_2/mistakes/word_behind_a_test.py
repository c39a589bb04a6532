# tensor=3 floating=1 size=3 dimension=1.5
x = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
print(x.size())
if x.ndimension() == 1:
    print("vector")
