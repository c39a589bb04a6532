# leaves=0 value=0 along_u=0 along_v=0
u, v = 3.0, 5.0
f = torch.tensor(u**2 * v + 4 * v, requires_grad=True)
f.backward()
print(f.grad)
