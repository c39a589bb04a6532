# inputs=2 sum=2 difference=2 product=0 scaled=2
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a + b)
print(a - b)
print(torch.outer(a, b))
print(a * 3)
