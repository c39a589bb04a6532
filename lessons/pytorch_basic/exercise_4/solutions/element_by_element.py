a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
for i in range(3):
    print(a[i] + b[i])
for i in range(3):
    print(a[i] - b[i])
for i in range(3):
    print(a[i] * b[i])
for i in range(3):
    print(a[i] * 3)
