x = torch.tensor(4.0, requires_grad=True)
for _ in range(3):
    x.grad = None
    y = x**3 - 2*x
    y.backward()
print(y.item(), x.grad)
