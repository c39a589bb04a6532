x = torch.nn.Parameter(torch.tensor(4.0))
y = x**3 - 2*x
y.backward()
print(x.grad)
