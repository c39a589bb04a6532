# leaf=2 rounds=0 cleared=0 shown=0
x = torch.tensor(10.0, requires_grad=True)
for k in (2, 3, 4):
    y = x**k
    y.backward()
    print(x.grad)
    x.grad.zero_()
