# leaf=2 value=0 gradient=0 shown=0
x = torch.tensor(4.0, requires_grad=True)
y = 46 * x - 128
y.backward()
print(x.grad)
