# inputs=1 sum=0 difference=0 product=0 scaled=0
x = torch.tensor([1, 2, 4])
y = torch.tensor([4, 5, 6])
print(x + y)
print(x - y)
print(x * y)
print(3 * x)
