"""What happened comes in, a Card goes out, always inside Discord's limits. One module per kind of card."""
