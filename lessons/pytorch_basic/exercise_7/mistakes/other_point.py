# leaf=1 rounds=3 cleared=2 shown=3
x = torch.tensor(7.0, requires_grad=True)
for k in (2, 3, 4):
    y = k * x**2
    y.backward()
    print(x.grad)
    x.grad.zero_()
