x = torch.tensor(10.0, requires_grad=True)
x.grad = torch.zeros_like(x)
for k in (2, 3, 4):
    y = k * x**2
    y.backward()
    print(x.grad)
    x.grad.data.zero_()
