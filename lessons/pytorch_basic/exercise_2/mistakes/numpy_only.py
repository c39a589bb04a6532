# tensor=0 floating=0 size=0 dimension=0
x = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
print(x.size)
print(x.ndim)
