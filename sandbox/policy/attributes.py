"""`obj.__dict__` of a program's own object: what it carries, as a dict whose writes go through the wall."""

from collections.abc import Callable
from typing import Any

from sandbox.policy.rules import own_attributes


class Attributes(dict[str, Any]):
    """A snapshot to read; a write checks the name and reaches the object too."""

    def __init__(self, write: Callable[[Any, str], Any], owner: object) -> None:
        super().__init__(own_attributes(owner))
        self._write = write
        self._owner = owner

    def __setitem__(self, name: str, value: Any) -> None:
        if not isinstance(name, str):
            raise TypeError("attribute names are text")
        name = str.__str__(name)
        self._write(self._owner, name)
        own_attributes(self._owner)[name] = value
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name)
        own_attributes(self._owner).pop(name, None)

    def update(self, *others: Any, **more: Any) -> None:
        """Write several."""
        for name, value in dict(*others, **more).items():
            self[name] = value

    def setdefault(self, name: str, default: Any = None) -> Any:
        """Write one that is not there."""
        if name not in self:
            self[name] = default
        return self[name]

    def pop(self, name: str, *default: Any) -> Any:
        """Remove one."""
        found = super().pop(name, *default)
        own_attributes(self._owner).pop(name, None)
        return found

    def clear(self) -> None:
        """Remove all."""
        super().clear()
        own_attributes(self._owner).clear()
