# inputs=1 sum=0 difference=0 product=0 scaled=2
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 7])
print(a + b)
print(a - b)
print(a * b)
print(a * 3)
