t = torch.randperm(9).reshape(3, 3).float()
print(t)
print(t.type())
