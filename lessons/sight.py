"""One observation, looked at the way a rubric asks: which tensors, what came of them, what was shown.

Comes in: an Observation. Goes out: facts about tensors, whatever they are called. Pure; used by every `rubric.py`.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from lessons.numbers import holds_run, near, numbers_in
from sandbox.protocol import ArrayView, Evidence, Look, Observation, TensorView, Write

SHOWN = frozenset({"show", "tolist", "item", "numpy"})  # ways by which a tensor's numbers reach the screen
UNFILLED = frozenset({"torch.empty", "torch.empty_like", "torch.empty_strided", "Tensor.new_empty", "unseen"})
_REPR = re.compile(r"(?:tensor|array|Parameter containing:\n?tensor)\((?:[^()]|\([^()]*\))*\)")
_SIZE = re.compile(r"torch\.Size\(\[[^\]]*\]\)")


class Sight:
    """What can be said about one run."""

    def __init__(self, observation: Observation) -> None:
        self.observation = observation
        evidence = observation.evidence or Evidence()
        self.tensors: tuple[TensorView, ...] = evidence.tensors
        self.arrays: tuple[ArrayView, ...] = evidence.arrays
        self.looks: tuple[Look, ...] = evidence.looks
        self.writes: tuple[Write, ...] = evidence.writes
        self.is_truncated = evidence.truncated  # a long loop: not all that happened was noted
        self._by_id = {tensor.id: tensor for tensor in evidence.tensors}

    def tensor(self, number: int) -> TensorView:
        """The tensor of that number; raises KeyError for one that is not there."""
        return self._by_id[number]

    def looked(self, *whats: str) -> list[Look]:
        """The looks of these kinds, in order."""
        return [look for look in self.looks if look.what in whats]

    def is_used(self, tensor: TensorView) -> bool:
        """Whether it, or what was made of it, was ever looked at."""
        return any(tensor.id in self.lineage(look.tensor) for look in self.looks)

    def lineage(self, number: int) -> frozenset[int]:
        """A tensor and all it came from."""
        return self._lineages.get(number, frozenset({number}))

    def values(self, tensor: TensorView) -> list[tuple[float, ...]]:
        """All the values it was seen with, each once, in order: first, at each look, before each write, last."""
        return list(dict.fromkeys(row for _, row in self.moments(tensor)))

    def moments(self, tensor: TensorView) -> list[tuple[int, tuple[float, ...]]]:
        """The same with the steps, and each time anew; the last values count as of the last step that is known."""
        seen = [(look.step, look.values) for look in self.looks if look.tensor == tensor.id]
        seen += [(write.step, write.before) for write in self.writes if write.target == tensor.id]
        between = sorted(seen, key=lambda at: at[0])
        last = between[-1][0] if between else tensor.step
        return [
            (at, row) for at, row in ((tensor.step, tensor.first), *between, (last, tensor.last)) if row is not None
        ]

    def text(self, since: int = 0) -> str:
        """What was shown from the output numbered `since` on (one earlier counts, it may still have been growing)."""
        pieces = self.observation.outputs[max(0, since - 1) :]
        return "\n".join(piece.text for piece in pieces if piece.kind != "figure")

    def bare_text(self, since: int = 0) -> str:
        """The same without what tensors and arrays show of themselves: their dtype and values are in their repr."""
        return _REPR.sub(" ", self.text(since))

    def landed(self, look: Look) -> bool:
        """Whether the numbers that were read reached the screen."""
        return bool(look.values) and holds_run(numbers_in(self.text(look.at)), look.values or ())

    @cached_property
    def _lineages(self) -> dict[int, frozenset[int]]:
        return {tensor.id: self._trace(tensor.id) for tensor in self.tensors}

    def _trace(self, number: int) -> frozenset[int]:
        # Not by order: what is written into a tensor later is its parent, too, so there may be rings.
        found, waiting = {number}, [number]
        while waiting:
            tensor = self._by_id.get(waiting.pop())
            new = set(tensor.parents if tensor else ()) - found
            found |= new
            waiting.extend(new)
        return frozenset(found)


def second_of(observations: Sequence[Observation]) -> Sight | None:
    """The second run, where it came to the same end as the first, so that the two can be compared."""
    return _run_like_the_first(observations, 1)


def third_of(observations: Sequence[Observation]) -> Sight | None:
    """The run without the answers that are typed into the program, where it came to the same end as the first."""
    return _run_like_the_first(observations, 2)


def _run_like_the_first(observations: Sequence[Observation], at: int) -> Sight | None:
    if len(observations) <= at:
        return None
    ends = [(seen.status, seen.error.type if seen.error else "") for seen in (observations[0], observations[at])]
    return Sight(observations[at]) if ends[0] == ends[1] else None


def without_sizes(text: str) -> str:
    """A text without its `torch.Size([...])`."""
    return _SIZE.sub(" ", text)


def equal(values: Sequence[float], row: Sequence[float]) -> bool:
    """The same numbers, as far as shown digits tell."""
    return len(values) == len(row) and all(map(near, values, row))


def is_float(dtype: str) -> bool:
    """Whether a dtype of torch or NumPy holds real numbers."""
    return "float" in dtype


def called(tensor: TensorView | ArrayView) -> str:
    """What a student calls it: the variable, else what made it."""
    if tensor.names:
        return tensor.names[0]
    return "torch.Tensor" if tensor.made == "unseen" else tensor.made


def at_line(line: int | None) -> str:
    """A line as a fact."""
    return "?" if line is None else str(line)


def first_of(tensors: Iterable[TensorView]) -> TensorView | None:
    """The one with a name before those without, then the earliest."""
    return min(tensors, key=lambda tensor: (not tensor.names, tensor.id), default=None)
