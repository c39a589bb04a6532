"""What Discord answers instead of a result: a status, its own error code, a text, the fields at fault.

Goes out as JSON from every REST route, and to the page and the tests' people as the exception itself.
"""

import re
from typing import Any

Json = dict[str, Any]

UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MEMBER = 10007
UNKNOWN_MESSAGE = 10008
UNKNOWN_USER = 10013
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
OLD_EDITS = 30046
TOO_LARGE = 40005
ALREADY_ACKNOWLEDGED = 40060
TOO_MANY_FOLLOWUPS = 40094
MISSING_ACCESS = 50001
NOT_YOURS = 50005
EMPTY_MESSAGE = 50006
CANNOT_DM = 50007
MISSING_PERMISSIONS = 50013
BAD_WEBHOOK_TOKEN = 50027
BAD_FORM = 50035
THREAD_ARCHIVED = 50083
BAD_JSON = 50109
THREAD_EXISTS = 160004
THREAD_LOCKED = 160005

_STEP = re.compile(r"[^.\[\]$]+")


class Refusal(Exception):
    """A request that Discord would not take. `code` is Discord's, 0 where the status says it all."""

    def __init__(self, status: int, code: int, text: str, errors: Json | None = None) -> None:
        where = f" {errors}" if errors else ""
        super().__init__(f"{status} ({code}) {text}{where}")
        self.status, self.code, self.text, self.errors = status, code, text, errors

    def body(self) -> Json:
        """The JSON body."""
        body: Json = {"message": self.text, "code": self.code}
        return body | {"errors": self.errors} if self.errors else body


def bad_form(path: str, code: str, message: str) -> Refusal:
    """Error 50035 at a field; `path` as in `components[0].label`."""
    errors: Json = {"_errors": [{"code": code, "message": message}]}
    for step in reversed(_STEP.findall(path)):
        errors = {step: errors}
    return Refusal(400, BAD_FORM, "Invalid Form Body", errors)


def unknown(code: int, noun: str) -> Refusal:
    """A 404 with Discord's code for that noun."""
    return Refusal(404, code, f"Unknown {noun}")
