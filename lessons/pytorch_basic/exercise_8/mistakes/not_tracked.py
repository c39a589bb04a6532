# setup=1 gradients=0 step=0 smaller=0
x = torch.ones(5)
y = torch.zeros(3)
w = torch.randn(5, 3)
b = torch.randn(3)
loss = torch.nn.functional.binary_cross_entropy_with_logits(torch.matmul(x, w) + b, y)
print(loss)
loss.backward()
