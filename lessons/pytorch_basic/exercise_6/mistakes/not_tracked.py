# leaves=1 value=2 along_u=0 along_v=0
u = torch.tensor(3.0)
v = torch.tensor(5.0)
f = u**2 * v + 4 * v
f.backward()
print(u.grad, v.grad)
