u = torch.tensor(3., requires_grad=True)
v = torch.tensor(5., requires_grad=True)
f = u * u * v + 4 * v
f
f.backward()
u.grad, v.grad
