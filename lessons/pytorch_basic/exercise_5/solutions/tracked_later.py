x = torch.tensor(4).float()
x.requires_grad = True
y = torch.pow(x, 3) - torch.mul(2, x)
torch.autograd.backward(y)
g = x.grad.item()
print('기울기:', round(g, 3))
