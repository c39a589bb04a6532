# setup=2 gradients=0 step=3 smaller=0
x = torch.ones(5)
y = torch.zeros(3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
loss = ((x @ w + b - y) ** 2).mean()
print(loss)
loss.backward()
with torch.no_grad():
    w -= 0.1 * w.grad
    b -= 0.1 * b.grad
print(((x @ w + b - y) ** 2).mean())
