# leaf=2 value=0 gradient=0 shown=1.5
x = torch.tensor(4.0, requires_grad=True)
y = x**2 - 2*x
y.backward()
print(x.grad)
