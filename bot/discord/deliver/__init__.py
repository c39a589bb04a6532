"""From a program to its answer: one message of ours for each of a student's, whatever happens meanwhile."""

from bot.discord.deliver.ask import Ask
from bot.discord.deliver.delivery import Delivery

__all__ = ["Ask", "Delivery"]
