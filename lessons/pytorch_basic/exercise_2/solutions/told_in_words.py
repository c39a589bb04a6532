x = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
word = "vector" if x.dim() == 1 else "not a vector"
print("shape:", *x.shape)
print("It is a", word)
