v = torch.arange(1.0, 6.0)
print('크기:', len(v))
print(f'{v.dim()}차원')
