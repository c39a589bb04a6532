# array=1 shared=2 converted=2 changed=2 seen=2
a = np.array([1, 2, 3])
t = torch.from_numpy(a)
b = t.numpy()
a[0] = 100
print(t)
