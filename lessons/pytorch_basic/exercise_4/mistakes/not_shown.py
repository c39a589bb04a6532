# inputs=2 sum=1 difference=1 product=1 scaled=1
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
s = a + b
d = a - b
p = a * b
t = a * 3
