"""The last gate of every card: its blocks come in, a Card inside Discord's limits goes out.

At most 4,000 characters over all texts and 40 components; no empty text, no button twice, five buttons a row.
Where a card is too long, the longest code block gives way first, then the longest text.
"""

from bot.cards.text import clean, fenced
from bot.values import Accent, Block, Button, Card, Code, Picture, Rule, Select, Text

MAX_TEXT = 4_000
MAX_COMPONENTS = 40
MAX_BUTTONS = 15
MAX_SELECTS = 5
MAX_PICTURES = 10  # files of one message
ROW = 5
_LEAST_CODE = 40  # a block cut below this says nothing
_MARK = "\n…"


def fit(
    accent: Accent,
    blocks: list[Block],
    buttons: list[Button] | None = None,
    selects: list[Select] | None = None,
    corner: Button | None = None,
) -> Card:
    """A card of these blocks, cleaned and shortened until Discord takes it."""
    pressable, lists = _once(buttons or []), (selects or [])[:MAX_SELECTS]
    beside = 2 * len(lists) + (2 if corner else 0)  # a select's row; the section around the first text
    room = MAX_COMPONENTS - 1 - len(pressable) - -(-len(pressable) // ROW) - beside
    shown = _few(_tidy([_safe(block) for block in blocks]), room)
    return Card(accent, tuple(_short(shown)), tuple(pressable), tuple(lists), corner)


def length(block: Block) -> int:
    """What a block takes of a message's text, as Discord's client counts it (UTF-16)."""
    match block:
        case Text(markdown):
            return _units(markdown)
        case Code(text, language):
            return _units(text) + len(language) + 8
        case _:
            return 0


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def _safe(block: Block) -> Block:
    match block:
        case Text(markdown):
            return Text(clean(markdown).strip("\n"))
        case Code(text, language):
            return Code(fenced(text).rstrip().strip("\n"), language)
        case _:
            return block


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


def _few(blocks: list[Block], room: int) -> list[Block]:
    pictures = [block for block in blocks if isinstance(block, Picture)]
    blocks = [block for block in blocks if not isinstance(block, Picture) or block in pictures[:MAX_PICTURES]]
    if len(blocks) > room:
        blocks = [block for block in blocks if not isinstance(block, Rule)]
    return blocks[:room]


def _short(blocks: list[Block]) -> list[Block]:
    while (over := sum(map(length, blocks)) - MAX_TEXT) > 0:
        texts = [block for block in blocks if isinstance(block, Text | Code)]
        codes = [block for block in texts if isinstance(block, Code) and length(block) > _LEAST_CODE]
        longest = max(codes or texts, key=length)
        index = next(at for at, block in enumerate(blocks) if block is longest)
        blocks = [*blocks[:index], _cut(longest, over), *blocks[index + 1 :]]
    return blocks


def _cut(block: Text | Code, over: int) -> Text | Code:
    """The block made shorter by `over`, but a code block no shorter than what still says something."""
    if isinstance(block, Text):
        return Text(_units_of(block.markdown, _units(block.markdown) - over - len(_MARK)) + _MARK)
    fence = length(block) - _units(block.text)
    keep = max(_units(block.text) - over, _LEAST_CODE - fence) - len(_MARK)
    return Code(_units_of(block.text, keep) + _MARK, block.language)


def _units_of(text: str, units: int) -> str:
    """The beginning of a text that takes at most so many UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * max(units, 0)].decode("utf-16-le", "ignore")


def _once(buttons: list[Button]) -> list[Button]:
    return list({button.action: button for button in buttons}.values())[:MAX_BUTTONS]
