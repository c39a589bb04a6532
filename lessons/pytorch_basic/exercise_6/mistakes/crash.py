# leaves=2 value=2 along_u=3 along_v=1.5
u = torch.tensor(3.0, requires_grad=True)
v = torch.tensor(5.0, requires_grad=True)
f = u**2 * v + 4 * v
f.backward()
print(u.grad)
print(v.gradient)
