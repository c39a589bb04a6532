p = torch.tensor([3.0, 5.0], requires_grad=True)
f = p[0]**2 * p[1] + 4 * p[1]
f.backward()
print(p.grad)
