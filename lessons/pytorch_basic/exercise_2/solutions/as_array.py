x = torch.zeros(5)
torch.arange(1.0, 6.0, out=x)
print(x.numpy().shape)
print(x.numpy().ndim)
