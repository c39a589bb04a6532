x = torch.tensor(10.0, requires_grad=True)
for k in range(2, 5):
    y = k * x ** 2
    y.backward()
    print(x.grad)
    x.grad.zero_()
