"""`./tutor gallery OUT`: every card as pictures, in both languages, dark and light, wide and as a phone shows it."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot.gallery.draw import draw
from bot.gallery.examples import EXAMPLES


def main(options: argparse.Namespace) -> int:
    """Draw them. Returns 1 where something is wider than its place, 2 for a name that no card has."""
    names = options.only.split(",") if options.only else list(EXAMPLES)
    if unknown := [name for name in names if name not in EXAMPLES]:
        print(f"tutor: no example is named {unknown[0]!r}; there are: {', '.join(EXAMPLES)}", file=sys.stderr)
        return 2
    shots = asyncio.run(draw(Path(options.folder), names, plain=options.plain, scale=options.scale))
    print(f"{len(shots)} pictures of {len(names)} cards: {Path(options.folder) / 'index.html'}")
    for shot in shots:
        for part in shot.too_wide:
            print(f"{shot.file}: wider than its place: {part}", file=sys.stderr)
    return 1 if any(shot.too_wide for shot in shots) else 0
