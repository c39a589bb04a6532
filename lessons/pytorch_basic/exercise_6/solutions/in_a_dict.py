params = {'u': torch.tensor(3.0, requires_grad=True), 'v': torch.tensor(5.0, requires_grad=True)}
(params['u']**2 * params['v'] + 4 * params['v']).backward()
print({name: p.grad for name, p in params.items()})
