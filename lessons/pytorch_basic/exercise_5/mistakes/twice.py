# leaf=2 value=2 gradient=1.5 shown=1.5
x = torch.tensor(4.0, requires_grad=True)
y = x**3 - 2*x
y.backward(retain_graph=True)
y.backward()
print(x.grad)
