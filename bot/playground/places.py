"""Who and where: the people, the server, its channels, as frozen values with ids that never change.

`world` keeps what happens among them; `payloads` writes them as Discord's JSON.
"""

from typing import Final, Literal

from bot.values import Frozen

TEXT: Final = 0
DM: Final = 1
GROUP: Final = 3
PUBLIC_THREAD: Final = 11
PRIVATE_THREAD: Final = 12

VIEW, SEND, MANAGE_MESSAGES, EMBED, ATTACH, HISTORY = 1 << 10, 1 << 11, 1 << 13, 1 << 14, 1 << 15, 1 << 16
REACT, MENTION_ALL, EXTERNAL_EMOJI, APP_COMMANDS = 1 << 6, 1 << 17, 1 << 18, 1 << 31
MANAGE_THREADS, PUBLIC_THREADS, PRIVATE_THREADS, SEND_IN_THREADS = 1 << 34, 1 << 35, 1 << 36, 1 << 38
EVERYONE = (
    VIEW | SEND | EMBED | ATTACH | HISTORY | REACT | EXTERNAL_EMOJI | APP_COMMANDS
    | PUBLIC_THREADS | PRIVATE_THREADS | SEND_IN_THREADS
)  # fmt: skip
GUEST = ATTACH | EMBED | MENTION_ALL  # what an app may in its answers where only a person brought it
ADMINISTRATOR = 1 << 3
ALL = (1 << 50) - 1

GUILD_ID = "1180000000000000001"
GUILD_NAME = "PyTorch 스터디"
GUILD_LOCALE = "ko"
INSTRUCTORS, ASSISTANTS = "1180000000000000002", "1180000000000000003"  # roles
APPLICATION_ID = "1180000000000000010"  # the bot user's id too, as with every new application


class Role(Frozen, frozen=True):
    """A role of the server; every member has the one whose id is the server's."""

    id: str
    name: str
    permissions: int
    position: int
    colour: int = 0


class User(Frozen, frozen=True):
    """A person or the bot. `colour` is the avatar's on the page."""

    id: str
    username: str
    name: str
    locale: str = "en-US"
    colour: str = "#5865f2"
    bot: bool = False
    roles: tuple[str, ...] = ()


class Overwrite(Frozen, frozen=True):
    """What a channel gives or takes from a role (`kind` 0) or a member (1)."""

    id: str
    kind: Literal[0, 1]
    allow: int = 0
    deny: int = 0


class Channel(Frozen, frozen=True):
    """A text channel of the server, a thread below it, or the direct messages between the bot and `owner`.

    From `parent` on: a thread's own; a group of people without the bot has `members` too. `minutes` of silence
    archive a thread, counted from `stirred` (an id, of when it was opened or archived) or its last message.
    """

    id: str
    name: str
    kind: Literal[0, 1, 3, 11, 12] = TEXT
    topic: str = ""
    owner: str | None = None
    position: int = 0
    overwrites: tuple[Overwrite, ...] = ()
    parent: str | None = None
    creator: str = ""
    created: str = ""
    members: tuple[str, ...] = ()
    minutes: int = 1440
    stirred: str = ""
    archived: bool = False
    locked: bool = False

    @property
    def guild(self) -> str | None:
        """The server's id; None in direct messages."""
        return None if self.kind in (DM, GROUP) else GUILD_ID

    @property
    def context(self) -> int:
        """Where an interaction is, as Discord numbers it: the server, the bot's direct messages, among people."""
        return 0 if self.guild else 2 if self.kind == GROUP else 1


ROLES = (
    Role(GUILD_ID, "@everyone", EVERYONE, 0),
    Role(ASSISTANTS, "조교", EVERYONE, 1, 0x3BA55D),
    Role(INSTRUCTORS, "강사", ADMINISTRATOR | EVERYONE, 2, 0x5865F2),
)
BOT = User(APPLICATION_ID, "Tensor Tutor", "Tensor Tutor", colour="#ee4c2c", bot=True)
PEOPLE = (
    User("1180000000000000021", "minji", "민지", "ko", "#eb459e"),
    User("1180000000000000022", "alex", "Alex", "en-US", "#3ba55d"),
    User("1180000000000000023", "teacher", "선생님", "ko", "#5865f2", roles=(INSTRUCTORS,)),
    User("1180000000000000024", "sam", "Sam", "en-US", "#faa61a"),
)
OWNER = PEOPLE[2]

CHANNELS = (
    Channel("1180000000000000031", "파이토치-기초", topic="!lesson · !exercise 4 · !submit 4 · !help"),
    Channel("1180000000000000032", "자유-연습", topic="!run ```py … ```", position=1),
    *(
        Channel(f"118000000000000004{index}", BOT.name, DM, owner=person.id)
        for index, person in enumerate(PEOPLE, start=1)
    ),
)
