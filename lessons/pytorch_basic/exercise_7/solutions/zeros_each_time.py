x = torch.tensor(10.0, requires_grad=True)
for k in (2, 3, 4):
    x.grad = torch.tensor(0.0)
    y = k * x**2
    y.backward()
    print(f'{x.grad}')
