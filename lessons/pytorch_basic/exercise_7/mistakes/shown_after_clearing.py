# leaf=2 rounds=3 cleared=2 shown=0
x = torch.tensor(10.0, requires_grad=True)
for k in (2, 3, 4):
    y = k * x**2
    y.backward()
    x.grad.zero_()
    print(x.grad)
