# tensor=3 floating=1 size=1.5 dimension=1.5
x = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
x_size = x.size()
x_dim = x.ndimension()
print("크기: (5,)")
print("차원: 1")
