"""What the walls answer when a program asks for something that is not on the lists.

Comes in: the rule that was met and the names it is about. Goes out: a Refusal, with the student's line. The bot says it
in the student's language from `key` and `facts`; `str()` is the English sentence.
"""

import sys

from sandbox.protocol import STUDENT_FILE

_OFFERS = "{name} is not offered here"
# Every key there is. Each has the fact "name"; "instead" (a few words of code) is there where we know a way.
SENTENCES = {
    "module": f"the module {_OFFERS}: programs run on torch, numpy and a safe part of Python's library.",
    "name": f"{_OFFERS}: only names that a course needs and that stay inside this run are.",
    "attribute": f"{_OFFERS}: only attributes and methods that a course needs and that stay inside this run are.",
    "builtin": "{name}() is not offered here: a program has no files, no keyboard and no other program to run.",
    "dunder": "the special name {name} leads into Python's insides and is not offered here.",
    "syntax": "{name} is not offered here.",
    "write": "{name} cannot be changed: it belongs to the library. Make your own object or subclass.",
    "class": "{name} cannot be made, called or subclassed here: it is only a label.",
    "raw": "{name} gives a piece of Python's insides (a module, frame, code or raw memory) and is not offered here.",
}


class Refusal(BaseException):
    """A program asked for something the walls do not offer.

    A BaseException, and re-raised by every `except` of a student's program, so that no program can go on as if nothing
    had been refused. `key` is one of SENTENCES; `line` is 1-based in the program, None where no line is known.
    """

    def __init__(self, key: str, name: str, instead: str = "", line: int | None = None) -> None:
        self.key = key
        self.facts = {"name": name, "instead": instead} if instead else {"name": name}
        self.line = line if line is not None else student_line()
        super().__init__(key, name)

    def __str__(self) -> str:
        sentence = SENTENCES[self.key].format(name=self.facts["name"])
        instead = self.facts.get("instead")
        return f"{sentence} Instead: {instead}" if instead else sentence


def student_line() -> int | None:
    """The line of the program that is being run, from anywhere below it."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == STUDENT_FILE:
            return frame.f_lineno
        if frame.f_back is None:
            break
        frame = frame.f_back
    return None
