a = torch.tensor([1., 2., 3.])
b = torch.tensor([4., 5., 6.])
c = a.clone()
c += b
print(c)
c -= b
c -= b
print(c)
c += b
c *= b
print(c)
a.mul_(3)
print(a)
