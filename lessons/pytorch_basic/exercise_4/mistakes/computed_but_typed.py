# inputs=2 sum=1 difference=1 product=1 scaled=1
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
s, d, p, t = a + b, a - b, a * b, a * 3
print('tensor([5, 7, 9])')
print('tensor([-3, -3, -3])')
print('tensor([4, 10, 18])')
print('tensor([3, 6, 9])')
