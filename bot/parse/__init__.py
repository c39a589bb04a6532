"""Chat text, a file or a form's box comes in, a Submission goes out; or Unread, which says why there is none.

Text that is Python already is never changed. What was repaired or left out stands in the Submission's notes.
Next room: `bot.tutor`.
"""

from bot.parse.fences import has_fence, looks_like_code
from bot.parse.files import READABLE, limit_of, read_file
from bot.parse.mend import undo_copying
from bot.parse.message import read_code, read_message

__all__ = [
    "READABLE",
    "has_fence",
    "limit_of",
    "looks_like_code",
    "read_code",
    "read_file",
    "read_message",
    "undo_copying",
]
