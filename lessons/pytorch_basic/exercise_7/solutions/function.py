def slope(k):
    x = torch.tensor(10.0, requires_grad=True)
    (k * x * x).backward()
    return x.grad


print([slope(k) for k in (2, 3, 4)])
