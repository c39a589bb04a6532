layer = torch.nn.Linear(3, 3)
w = layer.weight
print(w)
print(w.dtype)
