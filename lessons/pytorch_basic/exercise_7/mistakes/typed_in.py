# leaf=2 rounds=0 cleared=0 shown=0
x = torch.tensor(10.0, requires_grad=True)
for k in (2, 3, 4):
    print([40.0, 60.0, 80.0][k - 2])
