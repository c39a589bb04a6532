def calculate(first, second):
    return first + second, first - second, first * second, first * 3


for value in calculate(torch.tensor([1, 2, 3]), torch.tensor([4, 5, 6])):
    print(value)
