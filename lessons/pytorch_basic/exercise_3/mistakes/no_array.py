# array=0 shared=2 converted=2 changed=2 seen=2
t = torch.tensor([1.0, 2.0, 3.0])
a = t.numpy()
a[0] = 100
print(t)
