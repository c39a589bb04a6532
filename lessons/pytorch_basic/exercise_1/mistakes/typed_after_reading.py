# tensor=4 random=3 dtype=1.5
x = torch.rand(3, 3)
kind = x.dtype
print(x)
print('torch.float32')
