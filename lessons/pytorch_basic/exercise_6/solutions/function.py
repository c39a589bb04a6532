def f(u, v):
    return u**2 * v + 4 * v


def partials(u, v):
    u = torch.tensor(u, requires_grad=True)
    v = torch.tensor(v, requires_grad=True)
    f(u, v).backward()
    return u.grad, v.grad


for slope in partials(3.0, 5.0):
    print(slope)
