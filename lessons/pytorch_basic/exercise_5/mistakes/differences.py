# leaf=1 value=2 gradient=0 shown=0
x = torch.tensor(4.0, dtype=torch.float64)
y = x**3 - 2*x
h = 1e-5
print((((x + h)**3 - 2*(x + h)) - y) / h)
