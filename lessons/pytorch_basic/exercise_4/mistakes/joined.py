# inputs=2 sum=0 difference=2 product=2 scaled=2
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(torch.cat([a, b]))
print(a - b)
print(a * b)
print(a * 3)
