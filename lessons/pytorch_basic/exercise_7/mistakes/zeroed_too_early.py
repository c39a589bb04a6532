# leaf=2 rounds=1.5 cleared=0 shown=0
x = torch.tensor(10.0, requires_grad=True)
for k in (2, 3, 4):
    y = k * x**2
    x.grad.zero_()
    y.backward()
    print(x.grad)
