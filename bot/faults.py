"""A fault of ours comes in, goes into the log and is known by a short id.

The log holds no code, no message and no name of a student. An exception that is not our own may quote them in its
text, so of those only the type is written, and where in our code it happened.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator
from pathlib import Path

from bot.errors import TutorError

log = logging.getLogger(__name__)
_ROOT = Path(__file__).parent.parent
_MOST = 8  # exceptions of a chain


def report(error: BaseException) -> str:
    """Log a fault of ours; gives the id under which the log has it."""
    fault_id = secrets.token_hex(3)
    log.error("fault %s: %s", fault_id, told(error), extra={"facts": {"fault": fault_id}})
    return fault_id


def told(error: BaseException) -> str:
    """What may be written of an exception: its kinds, and the ways they took."""
    return "\n".join(_chain(error))


def _chain(error: BaseException) -> Iterator[str]:
    """The exception and its causes, each with the way it took, innermost call last."""
    cause: BaseException | None = error
    for _ in range(_MOST):
        if cause is None:
            return
        yield _said(cause)
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _said(error: BaseException) -> str:
    name = type(error).__name__
    match error:
        case TutorError():  # its text is our own sentence
            return f"{name}: {error}"
        case OSError(errno=int(number)):
            return f"{name}: errno {number}"
        case _:
            status, code = getattr(error, "status", None), getattr(error, "code", None)
            numbers = [str(each) for each in (status, code) if isinstance(each, int)]  # Discord's
            return f"{name}: {' '.join(numbers)}" if numbers else name


def _place(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name
