"""Exercise 7: the gradients of three rounds, cleared before each."""
