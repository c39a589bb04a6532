def f(x):
    return x * x * x - 2.0 * x


def derivative(point):
    x = torch.tensor(point, requires_grad=True)
    f(x).backward()
    return x.grad


print(f"f'(4) = {derivative(4.0):.2f}")
