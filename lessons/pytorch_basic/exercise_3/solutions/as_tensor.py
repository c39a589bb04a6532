a = np.array([1.0, 2.0, 3.0])
t = torch.as_tensor(a)
back = np.asarray(t)
print('before', t)
a *= 10
print('after', t)
print(back)
