x = torch.tensor(10.0, requires_grad=True)
grads = []
for k in range(2, 5):
    if x.grad is not None:
        x.grad.zero_()
    y = k * x**2
    y.backward()
    grads.append(x.grad.item())
print(grads)
