a = np.array([1.0, 2.0, 3.0])
t = torch.from_dlpack(a)
b = np.from_dlpack(t)
a[0] = 100
print(t, b)
