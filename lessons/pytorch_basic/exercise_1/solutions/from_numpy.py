import numpy as np
import torch

values = np.random.rand(3, 3)
t = torch.from_numpy(values)
print(t, t.dtype)
