"""Which tensors and arrays lie in the same memory: address ranges come in, numbers go out, equal where they overlap."""


class Memories:
    """Numbers the memory ranges in use. An address may be used again once everything that lay there is gone."""

    def __init__(self) -> None:
        self._ranges: dict[int, tuple[int, int]] = {}
        self._holders: dict[int, int] = {}
        self._starts: dict[int, int] = {}
        self._next = 0

    def hold(self, start: int, size: int) -> int:
        """The number of the range of `size` bytes from `start`. Each call needs a `drop` of that number."""
        number = self._find(start, start + size) if start and size > 0 else None
        if number is None:
            number = self._next
            self._next += 1
            self._ranges[number] = (start, start + size)
            self._starts[start] = number
        self._holders[number] = self._holders.get(number, 0) + 1
        return number

    def drop(self, number: int) -> None:
        """One holder fewer."""
        self._holders[number] -= 1
        if not self._holders[number]:
            start, _ = self._ranges.pop(number)
            del self._holders[number]
            if self._starts.get(start) == number:
                del self._starts[start]

    def _find(self, start: int, end: int) -> int | None:
        number = self._starts.get(start)
        if number is not None:
            return number
        for known, (low, high) in self._ranges.items():
            if start < high and low < end:
                return known
        return None
