# leaf=2 rounds=0 cleared=0 shown=0
x = torch.tensor(10.0, requires_grad=True)
for slope in (40, 60, 80):
    y = slope * x
    y.backward()
    print(x.grad)
    x.grad.zero_()
