"""The course "PyTorch basics"."""
