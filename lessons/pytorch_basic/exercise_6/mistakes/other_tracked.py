# leaves=1 value=2 along_u=0 along_v=3
u = torch.tensor(3.0)
v = torch.tensor(5.0, requires_grad=True)
f = u**2 * v + 4 * v
f.backward()
print(u.grad)
print(v.grad)
