a = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(5.0, requires_grad=True)
da, db = torch.autograd.grad(a.square() * b + 4 * b, (a, b))
print('df/da:', da.item(), 'df/db:', db.item())
