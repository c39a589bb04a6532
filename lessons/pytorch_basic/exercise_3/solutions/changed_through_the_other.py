a = np.array([1, 2, 3], dtype=float)
t = torch.from_numpy(a)
b = t.numpy()
b += 1
print(a, b, t)
