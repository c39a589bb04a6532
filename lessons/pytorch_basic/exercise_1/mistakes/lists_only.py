# tensor=0 random=0 dtype=0
import random

x = [[random.random() for _ in range(3)] for _ in range(3)]
print(x)
print('torch.float32')
