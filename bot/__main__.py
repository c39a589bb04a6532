"""The command line: reads the words, then hands over to one module of `bot.cli`. Every start of the tutor passes here.

Exit codes: 0 done, 1 the student's code failed, 2 wrong usage, 3 our fault.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import cast

from bot.errors import TutorError

DONE, CODE_FAILED, WRONG_USAGE, OUR_FAULT = 0, 1, 2, 3

_EPILOG = """\
Without a command the tutor starts: on Discord where DISCORD_TOKEN is set (environment or .env), else on this machine
with a chat page whose address it prints.  ./tutor test  runs the tests.

Exit codes: 0 done, 1 the student's code failed, 2 wrong usage, 3 our fault.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words say. Returns the exit code."""
    options = _options(words)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        command = import_module(f"bot.cli.{options.command or 'serve'}")
        return cast(int, command.main(options))
    except TutorError as error:
        print(f"tutor: {error}", file=sys.stderr)
        return OUR_FAULT
    except BrokenPipeError:
        return DONE
    except KeyboardInterrupt:
        return 130


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    """The words, in any order: argparse takes a word that may be left out only before the first option."""
    parser = _parser()
    options, rest = parser.parse_known_args(words)
    wanted = getattr(options, "wanted", ())
    given = [word for word in (getattr(options, name) for name in wanted) if word is not None] + rest
    if len(given) > len(wanted) or any(word.startswith("-") and word != "-" for word in given):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    for name, word in zip(wanted, given, strict=False):
        setattr(options, name, word)
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./tutor",
        description="Teaches PyTorch basics in chat, in Korean and English.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _command(commands, "serve", "start the tutor, as ./tutor alone does")
    _add_sync(_command(commands, "sync", "tell Discord which slash commands there are, when they changed"))
    _add_run(_command(commands, "run", "run a snippet in the sandbox and print what a student would see"))
    _add_grade(_command(commands, "grade", "grade a submission to an exercise"))
    _add_regrade(_command(commands, "regrade", "grade what was kept again, and say what changes"))
    _add_lesson(_command(commands, "lesson", "what the course holds"))
    bench = _command(commands, "bench", "measure latency, throughput and memory on this machine")
    bench.add_argument("--json", action="store_true", help="print one JSON object")
    bench.add_argument("--quick", action="store_true", help="fewer runs")
    bench.add_argument(
        "--soak", type=int, metavar="RUNS", help="so many runs in a row, one in ten hostile, and what they leave"
    )
    bench.add_argument("--day", type=int, metavar="MESSAGES", help="so many messages, and what the bot's memory does")
    bench.add_argument(
        "--loop", type=int, metavar="TIMES", help="each heavy input so often, and what the bot's loop does"
    )
    _add_gallery(_command(commands, "gallery", "draw every card as pictures, through the chat page and Chromium"))
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, told: str
) -> argparse.ArgumentParser:
    """A command, told in the list of all and above its own options."""
    return commands.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")


def _add_gallery(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="OUT", help="the folder for the pictures and their index.html")
    parser.add_argument("--only", metavar="NAMES", help="these cards alone, separated by commas")
    parser.add_argument("--plain", action="store_true", help="as text with buttons, without components v2")
    parser.add_argument("--scale", type=float, default=1, help="pixels of a picture to a pixel of the page")


def _add_sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="also when they are those that were sent last")
    parser.add_argument("--guild", type=int, metavar="ID", help="to one server alone, to try them there")


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="a Python file; - or nothing: standard input")
    parser.set_defaults(wanted=("file",))
    _add_form(parser, 'JSON Lines of {"id", "code"} on standard input, one JSON line each out')


def _add_grade(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", nargs="?", metavar="N", help="the exercise's number")
    parser.add_argument("file", nargs="?", metavar="FILE", help="a Python file; - or nothing: standard input")
    parser.set_defaults(wanted=("exercise", "file"))
    _add_form(parser, 'JSON Lines of {"id", "exercise", "code"} on standard input, one JSON line each out')


def _add_regrade(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--exercise", type=int, metavar="N", help="only this exercise's attempts")
    parser.add_argument("--guild", metavar="ID", help="only this server's attempts")
    parser.add_argument("--all", action="store_true", help="also what today's rubric and torch have graded")
    parser.add_argument("--apply", action="store_true", help="write the new grades; without it nothing is written")
    parser.add_argument("--reason", metavar="TEXT", help="why, kept beside the old and the new score")
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")


def _add_form(parser: argparse.ArgumentParser, lines: str) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument("--jsonl", action="store_true", help=lines)
    parser.add_argument(
        "--lang", choices=("ko", "en"), help="the language of hints and feedback (TUTOR_LANGUAGE, else ko)"
    )


def _add_lesson(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list the lessons, their cards and the exercises")
    listing.add_argument("--lang", choices=("ko", "en"), help="the language")


if __name__ == "__main__":
    sys.exit(main())
