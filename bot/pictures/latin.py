"""Text for a font that has no Hangul: Korean letters come in, the sounds of them go out ("기울기": "giulgi").

By the Revised Romanization, letter by letter: it names a variable, it need not be pronounced.
"""

import unicodedata

_FIRST, _MIDDLE, _LAST = (
    sounds.replace("_", "").split(" ")
    for sounds in (
        "g kk n d tt r m b pp s ss _ j jj ch k t p h",
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
        "_ k k ks n nj nh t l lk lm lb ls lt lp lh m p ps t t ng t t k t p t",
    )
)
_HANGUL, _SYLLABLES = ord("가"), 19 * 21 * 28


def latin(text: str) -> str:
    """The text in Latin letters; what has none is a question mark."""
    return "".join(_letter(sign) for sign in unicodedata.normalize("NFC", text))


def _letter(sign: str) -> str:
    at = ord(sign) - _HANGUL
    if 0 <= at < _SYLLABLES:
        return _FIRST[at // 588] + _MIDDLE[at // 28 % 21] + _LAST[at % 28]
    return sign if " " <= sign <= "~" or "À" <= sign <= "ɏ" else "?"
