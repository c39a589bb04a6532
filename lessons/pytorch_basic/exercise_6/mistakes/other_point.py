# leaves=1 value=2 along_u=3 along_v=3
u = torch.tensor(1.0, requires_grad=True)
v = torch.tensor(2.0, requires_grad=True)
f = u**2 * v + 4 * v
f.backward()
print(u.grad, v.grad)
