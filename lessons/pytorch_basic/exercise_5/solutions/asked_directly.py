import torch

point = torch.tensor(4.0, requires_grad=True)
value = point.pow(3) - point.mul(2)
(slope,) = torch.autograd.grad(value, point)
print('dy/dx =', slope.item())
