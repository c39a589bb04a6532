def make():
    return torch.rand(3, 3)


result = make()
print(result)
print(str(result.dtype))
