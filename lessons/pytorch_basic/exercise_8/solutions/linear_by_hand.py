x = torch.ones(5)
y = torch.zeros(3)
layer = torch.nn.Linear(5, 3)
loss = torch.nn.functional.binary_cross_entropy_with_logits(layer(x), y)
loss.backward()
print(layer.weight.grad, layer.bias.grad)
with torch.no_grad():
    for p in layer.parameters():
        p -= 0.1 * p.grad
print(loss, torch.nn.functional.binary_cross_entropy_with_logits(layer(x), y))
