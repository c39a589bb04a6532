"""Pictures: a lesson's formula comes in, or a run's graph; a PNG goes out."""

from bot.pictures.formula import picture
from bot.pictures.graph import draw

__all__ = ["draw", "picture"]
