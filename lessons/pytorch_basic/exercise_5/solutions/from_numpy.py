x = torch.from_numpy(np.array([4.0])).requires_grad_()
y = x**3 - 2*x
y.backward()
print({'x': x.detach().numpy(), 'slope': x.grad})
