t1 = torch.tensor([1.0, 2.0, 3.0])
t2 = torch.tensor([4.0, 5.0, 6.0])
results = {'sum': t1.add(t2), 'difference': t1.sub(t2), 'product': t1.mul(t2), 'scaled': t1.mul(3)}
for name, value in results.items():
    print(f'{name}: {value}')
