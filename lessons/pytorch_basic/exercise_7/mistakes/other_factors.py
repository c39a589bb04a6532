# leaf=2 rounds=1.5 cleared=0 shown=1.5
x = torch.tensor(10.0, requires_grad=True)
for k in (1, 2, 3):
    y = k * x**2
    y.backward()
    print(x.grad)
    x.grad = None
