import torch

t = torch.tensor([1., 2., 3., 4., 5.])
print('size:', t.shape, 'ndim:', t.ndim)
