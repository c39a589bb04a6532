a = np.array([1.0, 2.0, 3.0])
t = torch.from_numpy(a)
a[0] = 50.0
print(t.numpy())
