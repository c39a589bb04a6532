a = np.array([1.0, 2.0, 3.0])
t = torch.from_numpy(a)
n = t.numpy()
a[2] = 30.0
print(t[2])
print(t.tolist())
