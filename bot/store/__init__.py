"""What is remembered: learners, guilds and every attempt, in SQLite by default and in PostgreSQL by URL.

`Store` takes and gives the frozen values of `bot.values`; nothing of SQL leaves this room.
"""

from bot.store.store import Store

__all__ = ["Store"]
