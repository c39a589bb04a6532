# inputs=0 sum=0 difference=0 product=0 scaled=0
a = torch.tensor([1, 2])
b = torch.tensor([3, 4])
print(a + b, a - b, a * b, a * 3)
