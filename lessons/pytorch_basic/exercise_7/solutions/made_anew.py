for k in (2, 3, 4):
    x = torch.tensor(10.0, requires_grad=True)
    y = k * x**2
    y.backward()
    print(x.grad)
