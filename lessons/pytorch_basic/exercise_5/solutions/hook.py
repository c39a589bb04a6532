x = torch.tensor(4.0, requires_grad=True)
y = x**3 - 2 * x
x.register_hook(print)
y.backward()
