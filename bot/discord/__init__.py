"""Discord: messages, commands and buttons come in, `bot.tutor` is asked, its Cards are drawn as messages."""

from bot.discord.client import make_client

__all__ = ["make_client"]
