# array=0 shared=0 converted=0 changed=0 seen=0
a = np.array([1.0, 2.0, 3.0])
b = a
a[0] = 100
print(b)
