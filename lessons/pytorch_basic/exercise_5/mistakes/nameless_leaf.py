# leaf=2 value=2 gradient=3 shown=0
x = torch.tensor(4.0, requires_grad=True) * 1
y = x ** 3 - 2 * x
y.backward()
print(x.grad)
