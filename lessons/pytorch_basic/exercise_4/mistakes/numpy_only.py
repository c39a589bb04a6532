# inputs=0 sum=0 difference=0 product=0 scaled=0
a = np.array([1, 2, 3])
b = np.array([4, 5, 6])
print(a + b, a - b, a * b, 3 * a)
