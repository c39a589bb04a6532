"""Measurements: each module measures one thing and returns plain numbers; `bot.cli.bench` prints them."""
