u = torch.tensor(3.0, requires_grad=True)
v = torch.tensor(5.0, requires_grad=True)
print(torch.autograd.functional.jacobian(lambda u, v: u**2 * v + 4 * v, (u, v)))
