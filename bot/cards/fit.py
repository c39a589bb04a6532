"""The last gate of every card: its blocks come in, a Card inside Discord's limits goes out.

At most 4,000 characters over all texts, 40 components and 10 MiB of files; no empty text, no button twice, five buttons
a row. `bot.cards.short` says in which order a card gives way that is too long.
"""

from collections.abc import Sequence

from bot.cards.short import MAX_FILES, attach, markdown, shorten, units
from bot.cards.text import clean, fenced
from bot.values import Accent, Block, Button, Card, Code, File, Picture, Rule, Select, Text
from bot.words import say
from lessons.course import LANGS, Lang

MAX_TEXT = 4_000
MAX_COMPONENTS = 40
MAX_BUTTONS = 15
MAX_SELECTS = 5
MAX_BYTES = 10 << 20
ROW = 5
_OF_WHOLE = 2  # components: a line, and the file that it names


def fit(
    accent: Accent,
    blocks: Sequence[Block],
    buttons: Sequence[Button] | None = None,
    selects: Sequence[Select] | None = None,
    corner: Button | None = None,
    *,
    lang: Lang | None = None,
) -> Card:
    """A card of these blocks, cleaned and shortened until Discord takes it."""
    pressable, lists = _once(buttons or ()), (selects or ())[:MAX_SELECTS]
    beside = 2 * len(lists) + (2 if corner else 0)  # a select's row; the section around the first text
    room = MAX_COMPONENTS - 1 - len(pressable) - -(-len(pressable) // ROW) - beside
    shown = _inside(_light(_tidy([_safe(block) for block in blocks]), lang), room, lang)
    return Card(accent, tuple(shown), tuple(pressable), tuple(lists), corner, lang)


def length(block: Block) -> int:
    """What a block takes of a message's text."""
    return units(markdown(block)) if isinstance(block, Text | Code) else 0


def _over(blocks: Sequence[Block]) -> int:
    return sum(map(length, blocks)) - MAX_TEXT


def _inside(blocks: list[Block], room: int, lang: Lang | None) -> list[Block]:
    """No more components than there is room for, and no more text."""
    fewer = blocks if len(blocks) <= room else [block for block in blocks if not isinstance(block, Rule)]
    short = shorten(fewer, _over, lang)
    if len(short) <= room:
        return short
    return attach(fewer[: room - _OF_WHOLE], fewer, _over, lang)


def _light(blocks: list[Block], lang: Lang | None) -> list[Block]:
    """No more files than a message takes, nor heavier ones; in a picture's place stands what it says in words."""
    kept: list[Block] = []
    files, left = 0, MAX_BYTES
    for block in blocks:
        size = _size(block)
        if size and (size > left or files == MAX_FILES):
            kept.append(_missing(block, lang))
        else:
            files, left = files + bool(size), left - size
            kept.append(block)
    return _tidy(kept)


def _size(block: Block) -> int:
    match block:
        case Picture(_, png):
            return len(png)
        case File(_, data):
            return max(len(data), 1)
        case _:
            return 0


def _missing(block: Block, lang: Lang | None) -> Text:
    if isinstance(block, Picture):
        return Text(clean(f"-# {block.alt}" if block.alt.strip() else ""))
    return Text("\n".join(say(each, "card.heavy") for each in ([lang] if lang else LANGS)))


def _safe(block: Block) -> Block:
    match block:
        case Text(markdown, kind, brief):
            return Text(clean(markdown).strip("\n"), kind, brief if brief is None else clean(brief).strip("\n"))
        case Code(text, language, kind, brief):
            return Code(_fenced(text), language, kind, brief if brief is None else _fenced(brief))
        case _:
            return block


def _fenced(text: str) -> str:
    return fenced(text).rstrip().strip("\n")


def _tidy(blocks: list[Block]) -> list[Block]:
    """Without empty texts, doubled rules, and rules at the ends."""
    tidy: list[Block] = []
    for block in blocks:
        doubled = isinstance(block, Rule) and (not tidy or isinstance(tidy[-1], Rule))
        if not _empty(block) and not doubled:
            tidy.append(block)
    if tidy and isinstance(tidy[-1], Rule):
        tidy.pop()
    return tidy or [Text("…")]


def _empty(block: Block) -> bool:
    return (isinstance(block, Text) and not block.markdown.strip()) or (
        isinstance(block, Code) and not block.text.strip()
    )


def _once(buttons: Sequence[Button]) -> list[Button]:
    return list({button.action: button for button in buttons}.values())[:MAX_BUTTONS]
