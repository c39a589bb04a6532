t = torch.randn((3, 3), dtype=torch.float64)
print(f"tensor:\n{t}\ndata type: {t.dtype}")
