"""What a test does to the playground itself: time, permissions, roles.

In: plain ids and numbers. Out: nothing; the bot and the pages hear of it as they would of Discord.
"""

import msgspec

from bot.playground.places import ASSISTANTS, BOT, Overwrite
from bot.playground.world import World


class Hooks:
    """The part of a Playground that only tests use."""

    def __init__(self, world: World) -> None:
        self.world = world

    def pass_time(self, seconds: float) -> None:
        """Let time pass: messages get too old to be edited (30046), interaction tokens end."""
        self.world.clock.skip(seconds)

    def permit(self, channel: str, *, allow: int = 0, deny: int = 0, who: str = BOT.id) -> None:
        """Give someone or a role permissions (`places.SEND` …) in a channel, or take them; the last call holds."""
        here = self.world.channel(channel)
        kept = tuple(overwrite for overwrite in here.overwrites if overwrite.id != who)
        new = Overwrite(who, 1 if who in self.world.users else 0, allow, deny)
        self.world.change_channel(msgspec.structs.replace(here, overwrites=(*kept, new)))

    def give_role(self, user: str, role: str = ASSISTANTS) -> None:
        """Give someone a role of the server."""
        who = self.world.user(user)
        self.world.change_user(msgspec.structs.replace(who, roles=(*who.roles, role)))

    def close_dms(self, user: str) -> None:
        """From now on the bot cannot write to this user (50007)."""
        self.world.closed.add(user)

    def open_dms(self, user: str) -> None:
        """The bot can write to this user again."""
        self.world.closed.discard(user)
