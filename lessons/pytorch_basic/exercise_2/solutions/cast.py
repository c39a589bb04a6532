x = torch.tensor([1, 2, 3, 4, 5]).float()
print(f'size = {x.size()}, dimension = {x.dim()}')
