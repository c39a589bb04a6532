ab = torch.arange(1, 7).reshape(2, 3)
a, b = ab
print(torch.stack([a + b, a - b, a * b, 3 * a]))
