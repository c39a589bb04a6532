import torch

x = torch.rand(3, 3)
print(x)
print(x.dtype)
