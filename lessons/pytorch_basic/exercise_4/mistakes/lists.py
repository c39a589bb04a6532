# inputs=0 sum=0 difference=0 product=0 scaled=0
a = [1, 2, 3]
b = [4, 5, 6]
print([x + y for x, y in zip(a, b)])
print([x - y for x, y in zip(a, b)])
print([x * y for x, y in zip(a, b)])
print([3 * x for x in a])
