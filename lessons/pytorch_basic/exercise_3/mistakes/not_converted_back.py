# array=2 shared=2 converted=0 changed=2 seen=2
a = np.array([1.0, 2.0, 3.0])
t = torch.from_numpy(a)
a[0] = 100
print(t)
