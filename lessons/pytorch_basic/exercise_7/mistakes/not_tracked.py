# leaf=1 rounds=3 cleared=0 shown=0
x = torch.tensor(10.0)
for k in (2, 3, 4):
    y = k * x**2
    print(y)
y.backward()
