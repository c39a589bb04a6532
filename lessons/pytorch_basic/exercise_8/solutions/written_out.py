x = torch.ones(5)
y = torch.zeros(3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
p = torch.sigmoid(x @ w + b)
loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
print(loss)
loss.backward()
with torch.no_grad():
    w -= 0.1 * w.grad
    b -= 0.1 * b.grad
p = torch.sigmoid(x @ w + b)
print(-(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean())
