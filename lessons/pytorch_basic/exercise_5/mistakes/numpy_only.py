# leaf=0 value=0 gradient=0 shown=0
x = np.array(4.0)
print(np.gradient((x + np.array([-1e-4, 0, 1e-4]))**3 - 2*(x + np.array([-1e-4, 0, 1e-4])), 1e-4)[1])
