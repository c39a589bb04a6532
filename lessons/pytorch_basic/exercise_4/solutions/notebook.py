a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
a + b
a - b
a * b
3 * a
