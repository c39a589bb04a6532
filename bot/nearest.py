"""The name that was probably meant.

Words are compared by the keys that type them on a Korean keyboard: so a wrong jamo is one wrong letter, and what is
typed in the wrong layout (`dustmq` for `연습`, `ㅗ디ㅔ` for `help`) is the right word.
"""

import difflib
import unicodedata
from collections.abc import Iterable

_CUTOFF = 0.6


def _keys_of(row: str) -> list[str]:
    return row.split()


_LEADS = _keys_of("r R s e E f a q Q t T d w W c z x v g")
_VOWELS = _keys_of("k o i O j p u P h hk ho hl y n nj np nl b m ml l")
_TAILS = ["", *_keys_of("r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g")]
_LETTERS = dict(
    zip(
        "ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
        _keys_of("r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g") + _VOWELS,
        strict=True,
    )
)
_FIRST, _LAST = 0xAC00, 0xD7A3


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that is closest to the word; None where none is close."""
    typed = {keys(name): name for name in names}
    close = difflib.get_close_matches(keys(word), typed, n=1, cutoff=_CUTOFF)
    return typed[close[0]] if close else None


def keys(word: str) -> str:
    """The keys that type a word: those of a Korean keyboard for Hangul, lower case for all else."""
    return "".join(map(_keys, unicodedata.normalize("NFC", word.casefold()))).lower()


def _keys(sign: str) -> str:
    if not _FIRST <= ord(sign) <= _LAST:
        return _LETTERS.get(sign, sign)
    lead, rest = divmod(ord(sign) - _FIRST, 21 * 28)
    vowel, tail = divmod(rest, 28)
    return _LEADS[lead] + _VOWELS[vowel] + _TAILS[tail]
