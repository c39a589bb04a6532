# leaf=2 rounds=3 cleared=0 shown=0
x = torch.tensor(10.0, requires_grad=True)
total = 0
for k in (2, 3, 4):
    total = total + k * x**2
total.backward()
print(x.grad)
