"""A server's settings as its instructor sees them: what is set and what that means for students, and how to change it.

They stand on two pages, for a plain message has room for four selects.
"""

from collections.abc import Sequence

from bot.cards.fit import fit
from bot.cards.text import inline, number
from bot.prefixes import LONGEST
from bot.values import Block, Button, Card, Choice, GuildSettings, Select, Text
from bot.words import say
from lessons.course import LANGS, Lang

DETAILS = ("private", "public")
BOARDS = ("names", "nicknames", "off")
_PAGES = {"students": ("language", "details", "board", "cost"), "place": ("channels", "instructor", "prefix", "plain")}


def page_of(what: str) -> str:
    """The page on which a setting stands."""
    return next((page for page, settings in _PAGES.items() if what in settings), "students")


def shown(
    lang: Lang, now: GuildSettings, prefix: str, costs: Sequence[float], page: str, note: str | None = None
) -> Card:
    """A page of the settings; on top a `note` on what was just done."""
    at = list(_PAGES).index(page) + 1
    lines = [f"{say(lang, 'setup.title')}\n{say(lang, 'setup.about', page=at, pages=len(_PAGES))}"]
    lines += [_line(lang, now, prefix, what) for what in _PAGES[page]]
    blocks: list[Block] = [Text(note)] if note else []
    blocks += [Text(lines[0]), Text("\n".join(lines[1:]))]
    selects = _for_students(lang, now, costs) if page == "students" else _of_place(lang, now)
    return fit("plain", blocks, _buttons(lang, now, page), selects, lang=lang)


def door(lang: Lang) -> Card:
    """For a channel that others read: the way to the settings alone."""
    return fit("plain", [Text(say(lang, "setup.door"))], [_page(lang, "students", "setup.open")], lang=lang)


def private(lang: Lang) -> Card:
    """There is nothing to set in a direct message."""
    return fit("plain", [Text(say(lang, "setup.private"))], lang=lang)


def refused(lang: Lang) -> Card:
    """Who asks does not instruct here."""
    return fit("plain", [Text(say(lang, "setup.refused"))], lang=lang)


def confirm(lang: Lang) -> Card:
    """Asks once more."""
    clear = Button("setup:clear:all", say(lang, "setup.clear"), "danger")
    return fit("bad", [Text(say(lang, "setup.confirm"))], [clear, _page(lang, "students", "setup.keep")], lang=lang)


def _line(lang: Lang, now: GuildSettings, prefix: str, what: str) -> str:
    """A setting, its value, and what that means for students."""
    value, about = _told(lang, now, prefix, what)
    return f"**{say(lang, f'setup.{what}.title')}** · {value}\n-# {about}"


def changed(lang: Lang, now: GuildSettings, prefix: str, what: str) -> str:
    """What was changed, and what it is now."""
    if what == "clear":
        return say(lang, "setup.cleared")
    value, _ = _told(lang, now, prefix, what)
    return say(lang, "setup.changed", title=say(lang, f"setup.{what}.title"), value=value)


def unfit(lang: Lang, what: str, value: str) -> str:
    """Why nothing was changed."""
    if what != "prefix":
        return say(lang, "setup.unfit")
    return say(lang, "setup.prefix_unfit", typed=inline(value, 20), most=LONGEST)


def _told(lang: Lang, now: GuildSettings, prefix: str, what: str) -> tuple[str, str]:
    key = f"setup.{what}.{_value(now, what)}"
    facts = {
        "prefix": prefix,
        "points": number(now.hint_cost),
        "channels": " ".join(f"<#{each}>" for each in now.channels),
    }
    return say(lang, key, **facts), say(lang, f"{key}_about", **facts)


def _value(now: GuildSettings, what: str) -> str:
    """The last word of the key under which a setting's value is told."""
    values = {
        "language": now.language or "server",
        "details": now.details,
        "board": now.board,
        "cost": "points" if now.hint_cost else "free",
        "channels": "some" if now.channels else "all",
        "instructor": "role" if now.instructor else "nobody",
        "prefix": "now",
        "plain": "on" if now.plain else "off",
    }
    return values[what]


def _for_students(lang: Lang, now: GuildSettings, costs: Sequence[float]) -> list[Select]:
    every = [
        _choice(lang, "cost", f"{cost:g}", GuildSettings(hint_cost=cost), chosen=now.hint_cost == cost)
        for cost in costs
    ]
    return [
        _select(lang, "language", ("server", *LANGS), now.language or "server"),
        _select(lang, "details", DETAILS, now.details),
        _select(lang, "board", BOARDS, now.board),
        Select("setup:cost:all", say(lang, "setup.cost.title"), tuple(every)),
    ]


def _select(lang: Lang, what: str, values: Sequence[str], now: str) -> Select:
    field = {"server": None}
    choices = [
        _choice(lang, what, each, GuildSettings(**{what: field.get(each, each)}), chosen=each == now)  # type: ignore[arg-type] # one of its values
        for each in values
    ]
    return Select(f"setup:{what}:all", say(lang, f"setup.{what}.title"), tuple(choices))


def _choice(lang: Lang, what: str, value: str, then: GuildSettings, *, chosen: bool) -> Choice:
    """A line that also says what it is a choice of: closed, a select shows nothing but this."""
    told, about = _told(lang, then, "", what)
    return Choice(value, f"{say(lang, f'setup.{what}.title')}: {told}", about, chosen)


def _of_place(lang: Lang, now: GuildSettings) -> list[Select]:
    channels = tuple(Choice(each, each) for each in now.channels)
    role = tuple(Choice(each, each) for each in (now.instructor,) if each)
    return [
        Select("setup:channels:all", say(lang, "setup.channels.pick"), channels, "channel", 0, 25),
        Select("setup:instructor:all", say(lang, "setup.instructor.pick"), role, "role", 0, 1),
    ]


def _buttons(lang: Lang, now: GuildSettings, page: str) -> list[Button]:
    reset = Button("setup:reset:all", say(lang, "setup.reset"), "danger")
    if page == "students":
        return [_page(lang, "place", "setup.on"), reset]
    turn = "off" if now.plain else "on"
    return [
        _page(lang, "students", "setup.back"),
        Button("setup:type:prefix", say(lang, "setup.prefix.change")),
        Button(f"setup:plain:{turn}", say(lang, f"setup.plain.turn_{turn}")),
        reset,
    ]


def _page(lang: Lang, page: str, key: str) -> Button:
    return Button(f"setup:page:{page}", say(lang, key), "primary")
