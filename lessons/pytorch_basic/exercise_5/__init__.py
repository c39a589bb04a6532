"""Exercise 5: the derivative of a polynomial at a point, by autograd."""
