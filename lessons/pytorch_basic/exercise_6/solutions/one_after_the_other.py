u = torch.tensor(3.0, requires_grad=True)
v = torch.tensor(5.0, requires_grad=True)
f = u**2 * v + 4 * v
du = torch.autograd.grad(f, u, retain_graph=True)[0]
print(du)
dv = torch.autograd.grad(f, v)[0]
print(dv)
