x = torch.ones(5, dtype=torch.float64)
y = torch.zeros(3, dtype=torch.float64)
weight = torch.randn(5, 3, dtype=torch.float64, requires_grad=True)
bias = torch.randn(3, dtype=torch.float64, requires_grad=True)
first = torch.nn.functional.binary_cross_entropy_with_logits(x @ weight + bias, y)
first.backward()
with torch.no_grad():
    weight -= 0.01 * weight.grad
    bias -= 0.01 * bias.grad
second = torch.nn.functional.binary_cross_entropy_with_logits(x @ weight + bias, y)
print(first.item(), second.item())
