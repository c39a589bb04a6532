"""A nickname for leaderboards: what somebody typed comes in, a name that is safe to show goes out.

No markdown, no mention, no hidden or turning signs, no towers of marks. Two names are alike where a reader might take
one for the other.
"""

import re
import unicodedata

LEAST, MOST = 2, 20
_MARKUP = re.compile(r"[*~`|\\<>@#\[\](){}]|_{2,}|(?<!\w)_|_(?!\w)|https?://|://")
_MARKS = 1  # above one sign; Hangul and Latin need none once they are composed
_LOOKALIKES = str.maketrans("аеорсухіјѕԁο01|", "aeopcyxijsdool" + "l")


def cleaned(text: str) -> str:
    """The text without what a name may not have; maybe nothing is left of it."""
    shown = "".join(map(_shown, unicodedata.normalize("NFC", text)))
    return " ".join(_MARKUP.sub("", _fewer_marks(shown)).split())


def fits(name: str) -> bool:
    """Whether a cleaned name has the length of one."""
    return LEAST <= sum(not unicodedata.category(sign).startswith("M") for sign in name) <= MOST


def alike(name: str) -> str:
    """What is the same of two names that look the same: case, width, marks, spaces and lookalikes aside."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LOOKALIKES)
    return "".join(sign for sign in plain if sign.isalnum()) or name


def _shown(sign: str) -> str:
    """A sign that is seen; any space as a space."""
    kind = unicodedata.category(sign)
    if kind.startswith("Z") or sign in "\t\n\r\v\f\u3164\uffa0\u115f\u1160\u2800":  # fillers look like spaces
        return " "
    return "" if kind.startswith("C") else sign


def _fewer_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign).startswith("M") else 0
        if marks <= _MARKS and not (marks and not kept):
            kept.append(sign)
    return "".join(kept)
