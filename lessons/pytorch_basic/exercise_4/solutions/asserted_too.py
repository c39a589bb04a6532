a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
assert (a + b).tolist() == [5, 7, 9]
print(a + b)
print(a - b)
print(a * b)
print(3 * a)
