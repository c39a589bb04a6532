x = torch.tensor([10.0], requires_grad=True)
opt = torch.optim.SGD([x], lr=0.1)
for k in (2, 3, 4):
    opt.zero_grad()
    loss = (k * x**2).sum()
    loss.backward()
    print(x.grad.tolist())
