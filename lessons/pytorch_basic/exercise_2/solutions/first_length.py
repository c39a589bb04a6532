x = torch.FloatTensor([1, 2, 3, 4, 5])
print(x.size(0))
print(x.ndim)
