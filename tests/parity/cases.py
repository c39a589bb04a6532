"""The snippets and what a notebook shows for each: text files come in, Snippet values go out.

A snippet begins at a line `# --- name`; beside `x.txt` stands `x.expected.json`, made by `notebook`.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "snippets"
_MARK = "# --- "


@dataclass(frozen=True)
class Snippet:
    """A program, and where it stands."""

    file: str
    name: str
    source: str


def snippets() -> list[Snippet]:
    """All, in their order. Raises ValueError where two of a file share a name."""
    found = [snippet for path in sorted(FOLDER.glob("*.txt")) for snippet in _of(path)]
    if len({(snippet.file, snippet.name) for snippet in found}) < len(found):
        raise ValueError("two snippets of one name")
    return found


def expected() -> dict[tuple[str, str], dict[str, Any]]:
    """What a notebook showed, by file and name."""
    stored = {path.stem.removesuffix(".expected"): json.loads(path.read_text()) for path in FOLDER.glob("*.json")}
    return {(file, name): shown for file, all_of_it in stored.items() for name, shown in all_of_it.items()}


def _of(path: Path) -> list[Snippet]:
    parts = ("\n" + path.read_text()).split("\n" + _MARK)[1:]
    pairs = [part.partition("\n") for part in parts]
    return [Snippet(path.stem, name, source.removesuffix("\n")) for name, _, source in pairs]
