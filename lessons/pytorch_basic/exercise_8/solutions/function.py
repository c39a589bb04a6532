import torch.nn.functional as F


def loss_of(w, b):
    return F.binary_cross_entropy_with_logits(torch.ones(5) @ w + b, torch.zeros(3))


w = torch.randn((5, 3), requires_grad=True)
b = torch.zeros(3, requires_grad=True)
before = loss_of(w, b)
before.backward()
with torch.no_grad():
    for p in (w, b):
        p -= 0.5 * p.grad
print(f'{before:.4f} -> {loss_of(w, b):.4f}')
