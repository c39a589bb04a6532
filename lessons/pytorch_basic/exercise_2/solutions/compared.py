x = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
print(x.size() == (5,))
print(x.ndimension() == 1)
