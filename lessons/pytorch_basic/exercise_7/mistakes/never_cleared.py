# leaf=2 rounds=3 cleared=0 shown=1.5
x = torch.tensor(10.0, requires_grad=True)
for k in (2, 3, 4):
    y = k * x**2
    y.backward()
    print(x.grad)
