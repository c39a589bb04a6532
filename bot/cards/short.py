"""How a card gives way where a message has no room for it, step by step until it fits:

1. output is cut, from its end, and a line says so;
2. of the gradients, the rows that agree with the numerical derivative go, and are counted;
3. the criteria that were passed become one line: "2 more passed";
4. the longest code is cut, then the longest text, and the whole goes along as `result.txt`, which a line says. Where
   no file can be attached, the line says only that it was cut.
"""

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from bot.values import Block, Code, File, Kind, Picture, Text
from bot.words import say
from lessons.course import LANGS, Lang

WHOLE = "result.txt"
MAX_FILES = 10  # of one message
_LEAST = 40  # a block cut below this says nothing
_LEAST_OUTPUT = 300
_MARK = "\n…"
_ORDER: tuple[Kind, ...] = ("output", "gradients", "criteria")

Over = Callable[[Sequence[Block]], int]


def shorten(blocks: Iterable[Block], over: Over, lang: Lang | None, *, files: bool = True) -> list[Block]:
    """The blocks made shorter until `over`, which says by how many characters they are too long, is content."""
    whole = list(blocks)
    short = whole
    for kind in _ORDER:
        short = _give_way(short, over, kind)
    return short if over(short) <= 0 else attach(short, whole, over, lang, files=files)


def attach(
    blocks: Sequence[Block], whole: Sequence[Block], over: Over, lang: Lang | None, *, files: bool = True
) -> list[Block]:
    """The blocks with the whole as a file below them, cut until `over` is content."""
    if any(isinstance(block, File) and block.name == WHOLE for block in blocks):
        return _cut(list(blocks), over)
    said = [say(each, "card.whole" if files else "card.cut", name=WHOLE) for each in ([lang] if lang else LANGS)]
    tail: list[Block] = [Text("\n".join(said))]
    if files:
        tail.append(File(WHOLE, "\n\n".join(_texts(whole)).encode("utf-8")))
    kept = _few(blocks, MAX_FILES - 1)
    return [*_cut(kept, lambda short: over([*short, *tail])), *tail]


def markdown(block: Text | Code) -> str:
    """A block as Discord's markdown."""
    return block.markdown if isinstance(block, Text) else f"```{block.language}\n{block.text}\n```"


def units(text: str) -> int:
    """What a text takes of a message, as Discord's client counts it (UTF-16)."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    """What is read of the blocks: markdown, and a picture's words."""
    for block in blocks:
        match block:
            case Text() | Code():
                yield markdown(block)
            case Picture(_, _, alt):
                yield alt


def _few(blocks: Sequence[Block], most: int) -> list[Block]:
    """No more files than a message takes."""
    files = [block for block in blocks if isinstance(block, Picture | File)]
    return [block for block in blocks if not isinstance(block, Picture | File) or block in files[:most]]


def _give_way(blocks: list[Block], over: Over, kind: Kind) -> list[Block]:
    """What is of this kind made brief, from the end on, until it is short enough."""
    for at in reversed(range(len(blocks))):
        block = blocks[at]
        if (excess := over(blocks)) <= 0:
            break
        if isinstance(block, Text | Code) and block.kind == kind:
            blocks = [*blocks[:at], *_brief(block, excess), *blocks[at + 1 :]]
    return blocks


def _brief(block: Text | Code, excess: int) -> list[Block]:
    if isinstance(block, Text):
        return [block if block.brief is None else Text(block.brief)]
    if block.kind != "output":
        return [block if block.brief is None else Code(block.brief, block.language)]
    note = [] if block.brief is None else [Text(block.brief)]
    excess += sum(units(text.markdown) + 1 for text in note)
    if _length(block) <= _LEAST_OUTPUT:
        return [block]
    return [replace(_less(block, excess, _LEAST_OUTPUT), brief=None), *note]


def _cut(blocks: list[Block], over: Over) -> list[Block]:
    while (excess := over(blocks)) > 0:
        texts = [block for block in blocks if isinstance(block, Text | Code)]
        codes = [block for block in texts if isinstance(block, Code) and _length(block) > _LEAST]
        longest = max(codes or texts, key=_length)
        says = bool(codes) or len(texts) == 1 or (isinstance(longest, Text) and _length(longest) > excess + _LEAST)
        at = next(at for at, block in enumerate(blocks) if block is longest)
        blocks = [*blocks[:at], *([_less(longest, excess)] if says else []), *blocks[at + 1 :]]
    return blocks


def _less(block: Text | Code, excess: int, least: int = _LEAST) -> Text | Code:
    """The block made shorter by `excess`, but a code block no shorter than what still says something."""
    if isinstance(block, Text):
        return replace(block, markdown=_begin(block.markdown, units(block.markdown) - excess - len(_MARK)) + _MARK)
    fence = _length(block) - units(block.text)
    keep = max(units(block.text) - excess, least - fence) - len(_MARK)
    return replace(block, text=_whole_lines(_begin(block.text, keep)) + _MARK)


def _whole_lines(text: str) -> str:
    """Without a line that was cut, unless it is most of the text."""
    lines = text.rpartition("\n")[0]
    return lines if 2 * len(lines) > len(text) else text


def _length(block: Text | Code) -> int:
    return units(markdown(block))


def _begin(text: str, most: int) -> str:
    """The beginning of a text that takes at most so many UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * max(most, 0)].decode("utf-16-le", "ignore")
