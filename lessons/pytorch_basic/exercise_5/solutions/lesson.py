x = torch.tensor(4.0, requires_grad=True)
y = x ** 3 - 2 * x
y.backward()
print(x.grad)
