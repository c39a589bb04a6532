"""The name that a program probably meant: an exception comes in, a name that is offered goes out.

CPython does this only where it prints a traceback, and would name what is on no list; the distance is CPython's.
"""

from collections.abc import Iterable
from itertools import islice
from types import ModuleType

from sandbox.policy.names import names
from sandbox.policy.rules import own_attributes, rule_of

_MOVE, _CASE = 2, 1  # what a changed letter costs, and one that only changes case
_MAX_LENGTH, _MAX_CANDIDATES = 40, 2_000


def suggestion(error: BaseException) -> str | None:
    """What a misspelt attribute, name or import was meant to be, or None."""
    if isinstance(error, AttributeError) and isinstance(error.name, str):
        return closest(error.name, _attributes(error.obj))
    if isinstance(error, NameError) and isinstance(error.name, str):
        return closest(error.name, _variables(error))
    if isinstance(error, ModuleNotFoundError) and isinstance(error.name, str):
        return closest(error.name, names().reachable)
    if isinstance(error, ImportError) and isinstance(missing := getattr(error, "name_from", None), str):
        module = names().reachable.get(error.name or "")
        return closest(missing, _attributes(module)) if module else None
    return None


def _attributes(value: object) -> Iterable[str]:
    lists = names()
    if isinstance(value, ModuleType):
        return lists.modules.get(value, ())
    kind = value if isinstance(value, type) else type(value)
    mine = kind.__module__ == "__main__" or rule_of(kind).open
    defined = (name for base in kind.__mro__ if base.__module__ == "__main__" for name in base.__dict__)
    carried = own_attributes(value) if mine else {}
    modules = (carried.get(key) for key in ("_parameters", "_buffers", "_modules"))
    held = (name for table in modules if isinstance(table, dict) for name in table)
    return [*rule_of(kind).read, *defined, *carried, *held]


def _variables(error: NameError) -> Iterable[str]:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ()
    frame = trace.tb_frame
    return [*frame.f_locals, *frame.f_globals, *frame.f_builtins]


def closest(name: str, candidates: Iterable[object]) -> str | None:
    """The candidate nearest to a name, if one is near enough."""
    best, best_cost = None, None
    for candidate in islice(candidates, _MAX_CANDIDATES):
        if not isinstance(candidate, str) or candidate == name or "<" in candidate or candidate.startswith("__"):
            continue
        most = (len(name) + len(candidate) + 3) * _MOVE // 6
        most = most if best_cost is None else min(most, best_cost - 1)
        cost = _distance(name, candidate, most)
        if cost is not None:
            best, best_cost = candidate, cost
    return best


def _distance(one: str, other: str, most: int) -> int | None:
    """How much has to be changed; None beyond `most`."""
    if abs(len(one) - len(other)) * _MOVE > most or max(len(one), len(other)) > _MAX_LENGTH:
        return None
    row = [index * _MOVE for index in range(len(one) + 1)]
    for index, letter in enumerate(other):
        above, row[0] = row[0], (index + 1) * _MOVE
        for column, mine in enumerate(one):
            changed = above + _cost(mine, letter)
            above = row[column + 1]
            row[column + 1] = min(changed, above + _MOVE, row[column] + _MOVE)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def _cost(one: str, other: str) -> int:
    if one == other:
        return 0
    return _CASE if one.lower() == other.lower() else _MOVE
