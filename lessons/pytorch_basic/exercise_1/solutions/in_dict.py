d = {'t': torch.rand(3, 3)}
for name, value in d.items():
    print(name, value, value.dtype)
