# leaf=2 rounds=3 cleared=0 shown=1.5
x = torch.tensor(10.0, requires_grad=True)
y = 2 * x**2
y.backward()
print(x.grad)
x.grad.zero_()
for k in (3, 4):
    y = k * x**2
    y.backward()
    print(x.grad)
