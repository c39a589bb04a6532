# tensor=4 random=3 dtype=1.5
x = torch.rand(3, 3)
print(x)
if x.dtype == torch.float32:
    print("torch.float32")
