t = torch.tensor([4.0], requires_grad=True)
out = (t**3 - 2*t).sum()
out.backward()
print(t.grad.tolist())
