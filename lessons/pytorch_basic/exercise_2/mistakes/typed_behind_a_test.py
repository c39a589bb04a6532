# tensor=3 floating=1 size=1.5 dimension=1.5
x = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
if x.size() == (5,):
    print("size 5")
if x.dim() == 1:
    print("dimension 1")
