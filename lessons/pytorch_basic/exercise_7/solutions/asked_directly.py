a = torch.tensor(10.0, requires_grad=True)
for k in [2, 3, 4]:
    (slope,) = torch.autograd.grad(k * a.pow(2), a)
    print(k, slope)
