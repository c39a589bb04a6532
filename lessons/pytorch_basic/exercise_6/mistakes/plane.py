# leaves=2 value=0 along_u=0 along_v=0
u = torch.tensor(3.0, requires_grad=True)
v = torch.tensor(5.0, requires_grad=True)
f = 30*u + 13*v - 90
f.backward()
print(u.grad, v.grad)
