u, v = (torch.tensor(n, requires_grad=True) for n in (3.0, 5.0))
f = u**2 * v + 4 * v
f.backward()
print(torch.stack([u.grad, v.grad]))
