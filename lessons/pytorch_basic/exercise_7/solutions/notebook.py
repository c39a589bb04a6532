x = torch.tensor(10.0, requires_grad=True)

y = 2 * x ** 2
y.backward()
x.grad

x.grad.zero_()
y = 3 * x ** 2
y.backward()
x.grad

x.grad.zero_()
y = 4 * x ** 2
y.backward()
x.grad
