# leaf=0 rounds=0 cleared=0 shown=0
x = 10.0
for k in (2, 3, 4):
    print(2 * k * x)
