# leaf=2 rounds=3 cleared=0 shown=3
x = torch.tensor(10.0, requires_grad=True)
x.register_hook(print)
for k in (2, 3, 4):
    y = k * x**2
    y.backward()
