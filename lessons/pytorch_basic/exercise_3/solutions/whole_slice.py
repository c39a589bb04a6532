x = np.array([1.0, 2.0, 3.0], dtype=np.float32)
y = torch.from_numpy(x)
z = y.numpy()
x[:] = [4.0, 5.0, 6.0]
print(f'tensor: {y}, array: {z}')
