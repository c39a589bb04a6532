"""What somebody handed in, before it is run; and the row that is kept of it until it is answered."""

import hashlib
import secrets
import time
from typing import NamedTuple

from bot.values import Answer, Author, Submission, Unread
from lessons.course import Lang

REFUSED = ""  # in the place of a digest: nothing was run, so whatever comes next is read
NO_PROGRAM = "-"  # the same, where an answer stands


class Ask(NamedTuple):
    """Who, in which language, for which exercise (None: a free run), and the program.

    `public` is whether others read the answer, `id` the submission's own.
    """

    author: Author
    lang: Lang
    exercise: int | None
    read: Submission | Unread
    public: bool
    id: str


def new_ask(author: Author, lang: Lang, exercise: int | None, read: Submission | Unread, *, public: bool) -> Ask:
    """What was handed in now."""
    return Ask(author, lang, exercise, read, public, secrets.token_hex(8))


def ask_again(answer: Answer, *, public: bool) -> Ask:
    """What was handed in before a restart, and has no answer yet."""
    read = Submission(answer.source or "", answer.notes, in_chat=False, parts=answer.parts)
    return Ask(answer.author, answer.lang, answer.exercise, read, public, answer.submission)


def row_of(ask: Ask, message: str, channel: int, earlier: Answer | None = None) -> Answer:
    """What is kept of an Ask while it runs. `message` is where it came from, `earlier` what was kept of that before."""
    read = ask.read if isinstance(ask.read, Submission) else None
    source = read.source if read else None
    digest = hashlib.sha256((source or "").encode("utf-8", "replace")).hexdigest()
    return Answer(
        message=message,
        channel=str(channel),
        author=ask.author,
        exercise=ask.exercise,
        lang=ask.lang,
        digest=digest,
        submission=ask.id,
        seconds=time.time(),
        source=source,
        parts=read.parts if read else (),
        notes=read.notes if read else (),
        reply=earlier.reply if earlier else None,
        beside=earlier.beside if earlier else None,
    )


def is_read(earlier: Answer, row: Answer) -> bool:
    """Whether the answer to this very program is out: an edit that left it alone is none."""
    answered = earlier.source is None
    return answered and (earlier.digest, earlier.exercise) == (row.digest, row.exercise)


def stands(earlier: Answer | None) -> bool:
    """Whether there is an earlier answer that is one: not a refusal, which may make way for the next."""
    return earlier is not None and earlier.reply is not None and earlier.digest != REFUSED
