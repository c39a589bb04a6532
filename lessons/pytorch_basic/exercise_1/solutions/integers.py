numbers = torch.randint(0, 10, (3, 3))
print(numbers)
print('dtype =', numbers.dtype)
