# inputs=2 sum=1 difference=1 product=1 scaled=1
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
assert torch.equal(a + b, torch.tensor([5, 7, 9]))
assert torch.equal(a - b, torch.tensor([-3, -3, -3]))
assert torch.equal(a * b, torch.tensor([4, 10, 18]))
assert torch.equal(a * 3, torch.tensor([3, 6, 9]))
