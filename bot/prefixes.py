"""What a command begins with: what a server may choose, and how else a keyboard types it."""

import unicodedata

LONGEST = 3
DISCORDS = frozenset("@#/<>*_~|\\`")  # signs that mean something to Discord at the start of a message
_WIDE = {sign: sign + 0xFEE0 for sign in range(ord("!"), ord("~") + 1)}


def prefix_of(typed: str) -> str | None:
    """What somebody typed as a server's prefix; None where it cannot be one."""
    prefix = unicodedata.normalize("NFKC", typed.strip())
    return prefix if 1 <= len(prefix) <= LONGEST and all(map(_is_fine, prefix)) else None


def spellings(prefix: str) -> list[str]:
    """The prefix, and the same as a Korean keyboard in full-width mode types it: `!` is also `！`."""
    return list(dict.fromkeys([prefix, prefix.translate(_WIDE)]))


def _is_fine(sign: str) -> bool:
    """A visible sign that is neither a letter nor a number, nor Discord's own."""
    return unicodedata.category(sign)[0] in "PS" and sign not in DISCORDS
