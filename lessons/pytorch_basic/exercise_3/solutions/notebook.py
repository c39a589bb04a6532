import numpy as np
import torch

arr = np.array([1.0, 2.0, 3.0])
tensor = torch.from_numpy(arr)
tensor
back = tensor.numpy()
back
arr[1] = -7.5
arr
tensor
