# array=2 shared=0 converted=2 changed=0 seen=0
a = np.array([1.0, 2.0, 3.0])
t = torch.tensor(a)
b = t.numpy().copy()
b[0] = 100.0
t = torch.from_numpy(b)
print(t)
