"""Every card that the tutor can say: an example of each for the golden tests, and pictures by `./tutor gallery`."""
