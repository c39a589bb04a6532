a = np.array([1.0, 2.0, 3.0])
t = torch.from_numpy(a)
b = t.detach().cpu().numpy()
a[0] = 9.0
t
