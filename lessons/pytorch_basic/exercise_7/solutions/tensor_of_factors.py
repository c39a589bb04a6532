x = torch.tensor(10.0, requires_grad=True)
for k in torch.arange(2, 5):
    y = k * x**2
    y.backward()
    print('k =', k.item(), 'grad =', x.grad)
    x.grad = None
