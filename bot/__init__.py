"""The trusted side: chat in, cards out. `bot.tutor` is the whole flow on one page."""
