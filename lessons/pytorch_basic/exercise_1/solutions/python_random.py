import random

rows = [[random.random() for _ in range(3)] for _ in range(3)]
t = torch.tensor(rows)
print(t)
print(t.dtype)
