# leaf=1 value=0 gradient=3 shown=3
x = torch.tensor(4.0)
print(torch.func.grad(lambda t: t**3 - 2*t)(x))
