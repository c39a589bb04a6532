"""What these tests share with the bot's own."""

from tests.bot.conftest import chat, course, playground, settings, store, tutor, tutor_with

__all__ = ["chat", "course", "playground", "settings", "store", "tutor", "tutor_with"]
