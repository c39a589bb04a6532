# leaf=0 value=0 gradient=0 shown=0
print(torch.tensor(46.0))
