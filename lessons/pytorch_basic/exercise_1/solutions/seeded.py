torch.manual_seed(42)
a = torch.rand(size=(3, 3))
print(a)
print('데이터 타입:', a.dtype)
