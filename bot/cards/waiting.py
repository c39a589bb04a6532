"""What is shown until an answer is there; and what an answer gets on its way out."""

from msgspec.structs import replace

from bot.cards.fit import MAX_BUTTONS, fit
from bot.values import Button, Card, Later, Text
from bot.words import say
from lessons.course import Lang


def card(lang: Lang, ahead: int) -> Card:
    """Running, or in the line with so many ahead."""
    if not ahead:
        return fit("plain", [Text(say(lang, "deliver.running"))])
    key = "deliver.queued_one" if ahead == 1 else "deliver.queued"
    return fit("plain", [Text(say(lang, key, ahead=ahead))])


def held(lang: Lang, later: Later) -> Card:
    """Beside an answer that stays for now: when the newer code is run."""
    return fit("plain", [Text(say(lang, f"held.{later.why}", until=round(later.until)))])


def details_of(card: Card) -> str | None:
    """The key of what a card leaves to its author alone; None where it shows all."""
    keys = (button.action.split(":")[1] for button in card.buttons if button.action.startswith("details:"))
    return next(keys, None)


def with_delete(lang: Lang, card: Card, owner: str) -> Card:
    """A card that its owner can delete."""
    if len(card.buttons) >= MAX_BUTTONS:
        return card
    return replace(card, buttons=(*card.buttons, Button(f"drop:{owner}", say(lang, "deliver.delete"))))


def with_line(card: Card, line: str) -> Card:
    """A card with one more line under its first text: ours as it is, for a mention would not survive cleaning."""
    first, *rest = card.blocks
    place = Text("-" * len(line))
    fitted = fit(card.accent, [first, place, *rest], card.buttons, card.selects, card.corner, lang=card.lang)
    return replace(fitted, blocks=tuple(Text(line) if block == place else block for block in fitted.blocks))
