# setup=2 gradients=0 step=3 smaller=2
x = torch.ones(5)
y = torch.zeros(3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
z = x @ w + b
loss = torch.nn.functional.binary_cross_entropy_with_logits(torch.matmul(x, w) + b, y)
print(loss)
g = (torch.sigmoid(z) - y) / 3
with torch.no_grad():
    w -= 0.1 * torch.outer(x, g)
    b -= 0.1 * g
loss = torch.nn.functional.binary_cross_entropy_with_logits(torch.matmul(x, w) + b, y)
print(loss)
