# array=2 shared=0 converted=2 changed=2 seen=0
a = np.array([1.0, 2.0, 3.0])
t = torch.tensor(a)
b = t.numpy()[:]
a[0] = 100
print(t)
