# leaf=0 rounds=0 cleared=0 shown=0
print(torch.tensor([40.0, 60.0, 80.0]))
