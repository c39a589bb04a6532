x = torch.tensor(10.0, requires_grad=True, dtype=torch.float64)
history = {}
for k in (2, 3, 4):
    y = x**2 * k
    y.backward()
    history[k] = x.grad.clone()
    x.grad.fill_(0)
for k, g in history.items():
    print(k, g)
