a = np.array([1.0, 2.0, 3.0])
t = torch.from_numpy(a)
b = t.numpy()
a[0] = 100
print(t)
