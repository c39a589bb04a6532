# inputs=2 sum=0 difference=0 product=0 scaled=0
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
zero = (a - a) * b
print(torch.tensor([5, 7, 9]) + zero)
print(torch.tensor([-3, -3, -3]) + zero)
print(torch.tensor([4, 10, 18]) + zero)
print(torch.tensor([3, 6, 9]) + zero)
