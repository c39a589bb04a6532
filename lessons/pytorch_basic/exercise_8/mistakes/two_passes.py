# setup=2 gradients=1.5 step=3 smaller=2
x = torch.ones(5)
y = torch.zeros(3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
loss = torch.nn.functional.binary_cross_entropy_with_logits(torch.matmul(x, w) + b, y)
print(loss)
loss.backward(retain_graph=True)
loss.backward()
with torch.no_grad():
    w -= 0.1 * w.grad
    b -= 0.1 * b.grad
print(torch.nn.functional.binary_cross_entropy_with_logits(torch.matmul(x, w) + b, y))
