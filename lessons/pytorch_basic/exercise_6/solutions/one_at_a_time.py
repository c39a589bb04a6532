def f(u, v):
    return u**2 * v + 4 * v


u = torch.tensor(3.0, requires_grad=True)
f(u, torch.tensor(5.0)).backward()
print('df/du', u.grad)
v = torch.tensor(5.0, requires_grad=True)
f(torch.tensor(3.0), v).backward()
print('df/dv', v.grad)
