"""A Discord on loopback: a gateway, REST v10 and a chat page, for a person without a token and for the tests.

The bot's real client speaks to it; the bot does not know the difference. `start` is the whole public
interface, and `people.Person` acts as a user where no browser is at hand.
"""

from bot.playground.server import Playground, start

__all__ = ["Playground", "start"]
