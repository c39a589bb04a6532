x = torch.tensor(4.0, requires_grad=True)
x

y = x ** 3 - 2 * x
y

y.backward()
x.grad
