"""One interaction: what a person did, the token the bot answers with, and how far the answer has come."""

import secrets

import msgspec

from bot.playground.refusal import (
    ALREADY_ACKNOWLEDGED,
    BAD_WEBHOOK_TOKEN,
    TOO_MANY_FOLLOWUPS,
    UNKNOWN_INTERACTION,
    UNKNOWN_WEBHOOK,
    Json,
    Refusal,
    unknown,
)

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
ANSWER_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0
MAX_KEPT = 2_000
MAX_FOLLOWUPS = 5  # where no server has the app


class Interaction(msgspec.Struct):
    """Mutable: `answered` is the callback's type once it came, `original` the message of @original.

    `installs` says for whom the app is installed, as `World.installs` does; for the person alone, followups are few.
    """

    id: str
    token: str
    kind: int
    user: str
    channel: str
    data: Json
    born: float  # seconds on the playground's clock
    message: str | None = None  # where the button was
    answered: int | None = None
    original: str | None = None
    expired: bool = False
    installs: Json = msgspec.field(default_factory=dict)
    followups: int = 0


class Interactions:
    """Those whose token is still good, by token."""

    def __init__(self) -> None:
        self._kept: dict[str, Interaction] = {}

    def add(self, interaction: Interaction) -> None:
        """Remember a new one; the oldest go."""
        self._kept[interaction.token] = interaction
        while len(self._kept) > MAX_KEPT:
            del self._kept[next(iter(self._kept))]

    def to_answer(self, interaction_id: str, token: str, now: float) -> Interaction:
        """The one a callback is for. Raises Refusal 10062 (unknown, late) or 40060 (answered already)."""
        found = self._kept.get(token)
        if found is None or found.id != interaction_id or found.expired or now - found.born > ANSWER_SECONDS:
            raise unknown(UNKNOWN_INTERACTION, "interaction")
        if found.answered is not None:
            raise Refusal(400, ALREADY_ACKNOWLEDGED, "Interaction has already been acknowledged.")
        return found

    def follow(self, interaction: Interaction) -> None:
        """One more message after the first answer. Raises Refusal 40094."""
        if "0" not in interaction.installs and interaction.followups >= MAX_FOLLOWUPS:
            raise Refusal(400, TOO_MANY_FOLLOWUPS, "Maximum number of follow up messages reached for this interaction.")
        interaction.followups += 1

    def answered(self, token: str, now: float) -> Interaction:
        """The one whose webhook this is. Raises Refusal 50027 (token expired) or 10015 (not answered yet)."""
        found = self._kept.get(token)
        if found is None or now - found.born > TOKEN_SECONDS:
            raise Refusal(401, BAD_WEBHOOK_TOKEN, "Invalid Webhook Token")
        if found.answered is None:
            raise unknown(UNKNOWN_WEBHOOK, "Webhook")
        return found


def new_token() -> str:
    """A token as opaque as Discord's."""
    return secrets.token_urlsafe(48)
