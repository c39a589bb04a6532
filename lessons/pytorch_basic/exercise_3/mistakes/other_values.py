# array=0 shared=2 converted=2 changed=2 seen=2
a = np.ones(5)
t = torch.from_numpy(a)
b = t.numpy()
a += 1
print(t)
