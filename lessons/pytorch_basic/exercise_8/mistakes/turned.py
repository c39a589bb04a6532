# setup=0 gradients=0 step=0 smaller=0
x = torch.ones(5)
y = torch.zeros(3)
w = torch.randn(3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
print(x @ w + b)
