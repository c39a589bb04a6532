m = torch.empty(3, 3)
m.uniform_(-1, 1)
print(m)
print(m.dtype)
