"""The marks that stand beside words which a program chose by what it asked: observations come in, whether such words
are on the screen goes out. `lessons.told` sets them.
"""

import re
from collections import Counter
from collections.abc import Sequence

from lessons.sight import Sight, second_of, third_of, without_sizes
from sandbox.protocol import Observation

MARKS = {"dim": "⟦dim⟧", "size": "⟦size⟧", "dtype": "⟦dtype⟧"}


def is_told(observations: Sequence[Observation], kind: str, has_moved: bool = True) -> bool:
    """Whether words that a test of that kind chose are on the screen; and, where in the second run what was asked for
    has moved, whether they are others there."""
    first, second, third = Sight(observations[0]), second_of(observations), third_of(observations)
    if third is None or MARKS[kind] in first.text() or MARKS[kind] not in third.text():
        return False
    return second is None or not has_moved or bool(_words(second) - _words(first))


def _words(sight: Sight) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+", without_sizes(sight.bare_text())))
