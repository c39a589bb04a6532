"""Exercise 8: one gradient step of a linear layer, and its smaller loss."""
