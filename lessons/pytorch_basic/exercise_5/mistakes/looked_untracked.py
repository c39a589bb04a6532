# leaf=1 value=2 gradient=0 shown=0
x = torch.tensor(4.0)
y = x**3 - 2 * x
print(x.grad)
