x = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
facts = {'size': list(x.shape), 'dim': x.dim()}
print(facts)
