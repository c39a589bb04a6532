"""A fresh namespace for one program: its globals, with the guards and the built-ins in them.

Comes in: what takes displayed values and printed text. Goes out: a dict to `exec` compiled programs in.
`refusal(space)` tells afterwards what was refused first, also where the program swallowed it.
"""

from collections.abc import Callable
from types import ModuleType

import numpy
import torch

from sandbox.policy import builtins, logs, stand_ins, system, trees
from sandbox.policy.guards import PatternGuards, guarded_missing
from sandbox.policy.imports import Importer, already_imported
from sandbox.policy.names import TypeRule, is_dunder, names
from sandbox.policy.refusal import Refusal
from sandbox.policy.wall import Wall

_PRELOADED = {"torch": torch, "np": numpy, "numpy": numpy}
_WALL = "__<wall>__"


def namespace(
    display: Callable[[object, bool], object],
    write: Callable[[str], object],
    passing: tuple[type[BaseException], ...] = (),
) -> dict[str, object]:
    """The globals of a program: `torch`, `np` and `numpy` are there, `__name__` is "__main__".

    What is raised of the classes `passing` cannot be caught by the program either, as a Refusal cannot.
    """
    space: dict[str, object] = {"__name__": "__main__", "__doc__": None}
    wall = Wall(space)
    tools = builtins.Builtins(wall, display, write)
    wall.stand_ins = stand_ins.stand_ins(wall, write)
    _offer(wall, system.sys_module(write, builtins.Leave("exit")))
    _offer(wall, logs.logging_module(wall, write))
    importer = Importer(wall, space)
    space["__builtins__"] = {**tools.table(), "__import__": already_imported}
    guards = PatternGuards(wall)
    space |= {
        _WALL: wall,
        trees.READ: wall.read,
        trees.WRITE: wall.write,
        trees.DELETE: wall.deleted,
        trees.IMPORT: importer.module,
        trees.FROM: importer.name,
        trees.STAR: importer.star,
        trees.PASSING: (Refusal, *passing),
        trees.MISSING: guarded_missing,
        trees.PATTERN_CLASS: guards.cls,
        trees.PATTERN_VALUE: guards.value,
        trees.SHOW: display,
        **_PRELOADED,
    }
    return space


def refusal(space: dict[str, object]) -> Refusal | None:
    """What a program was refused first, or None; also where it swallowed the refusal."""
    wall = space[_WALL]
    assert isinstance(wall, Wall)  # noqa: S101 - `namespace` put it there
    return wall.refused


def _offer(wall: Wall, module: ModuleType) -> None:
    """Let a module of our own making be imported whole."""
    wall.rules.modules[module] = frozenset(name for name in vars(module) if not is_dunder(name))
    wall.rules.reachable[module.__name__] = module


for _value in (*builtins.plain().values(), stand_ins.DataLoader):
    if isinstance(_value, type) and _value is not super:
        names().offered.add(_value)
names().types[system.Stream] = TypeRule(read=frozenset({"write", "flush", "isatty", "encoding"}))
names().types[logs.Logger] = TypeRule(read=logs.READ)
