"""Exercise 6: both partial derivatives of a function of two variables, by autograd."""
