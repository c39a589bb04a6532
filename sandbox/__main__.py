"""`python -m sandbox --socket PATH [--slots N] [--memory-mib N]`: the sandbox as a process of its own."""

import argparse
import logging
import os
import sys
from pathlib import Path

from sandbox import server, walls
from sandbox.walls import Limits


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="Runs students' programs behind walls.")
    parser.add_argument("--socket", type=Path, required=True, help="the Unix socket to listen at")
    parser.add_argument(
        "--slots", type=int, default=_from("TUTOR_SANDBOX_SLOTS", 2), help="programs at once, and children standing by"
    )
    parser.add_argument(
        "--memory-mib", type=int, default=_from("TUTOR_MEMORY_MIB", 512), help="what one program may take"
    )
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default=os.environ.get("TUTOR_DEVICE") or "auto")
    parser.add_argument("--with-parent", action="store_true", help="end when the process that started this one ends")
    parser.add_argument("--verbose", action="store_true", help="say when torch is warm")
    options = parser.parse_args()
    level = logging.INFO if options.verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    if options.with_parent:
        walls.die_with_parent()
    try:
        server.run(options.socket, options.slots, Limits(memory_mib=options.memory_mib), options.device)
    except walls.WallError as error:
        sys.exit(f"sandbox: {error}")


def _from(variable: str, otherwise: int) -> int:
    """A default from the environment, for a container. Ends the process where it is no number."""
    text = os.environ.get(variable) or str(otherwise)
    if not text.isdecimal() or int(text) < 1:
        sys.exit(f"sandbox: {variable}: {text!r} is not a number above 0")
    return int(text)


if __name__ == "__main__":
    main()
