"""Our error tree. A student's failure is a value and never one of these.

TutorError              our fault, or the machine's; logged with an id, exit code 3
├── SettingError        a setting that cannot work; names the setting
├── StoreError          the database cannot be opened or written
└── SandboxError        no observation came back
    └── SandboxGone     the sandbox ended in the middle of a run, or is not there
"""


class TutorError(Exception):
    """Our fault or the machine's, never the student's."""


class SettingError(TutorError):
    """A setting that cannot work; the text names it and says what to write instead."""


class StoreError(TutorError):
    """The database cannot be opened or written; the text names its setting."""


class SandboxError(TutorError):
    """The sandbox gave no observation."""


class SandboxGone(SandboxError):
    """The sandbox ended in the middle of a run, or does not answer at its socket."""
