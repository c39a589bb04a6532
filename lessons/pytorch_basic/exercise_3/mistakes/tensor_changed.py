# array=2 shared=2 converted=2 changed=0 seen=2
a = np.array([1.0, 2.0, 3.0])
t = torch.from_numpy(a)
b = t.numpy()
t[0] = 100
print(t)
print(b)
