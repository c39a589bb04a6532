a = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
t = torch.from_numpy(a)
print(tuple(t.shape))
print(t.ndim)
