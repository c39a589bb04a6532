"""What a test does to the playground itself: time, permissions, roles, failures.

In: plain ids and numbers. Out: nothing; the bot and the pages hear of it as they would of Discord.
"""

import msgspec

from bot.playground import threads
from bot.playground.events import ChannelChanged, GuildChanged
from bot.playground.places import BOT, GROUP, Channel, Overwrite
from bot.playground.troubles import Trouble, Troubles
from bot.playground.world import World


class Hooks:
    """The part of a Playground that only tests use."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.troubles = Troubles()

    def pass_time(self, seconds: float) -> None:
        """Let time pass: messages get too old to be edited (30046), interaction tokens end, threads are archived."""
        self.world.clock.skip(seconds)
        threads.fall_asleep(self.world)

    def permit(self, channel: str, *, allow: int = 0, deny: int = 0, who: str = BOT.id) -> None:
        """Give someone or a role permissions (`places.SEND` …) in a channel, or take them; the last call holds."""
        here = self.world.channel(channel)
        kept = tuple(overwrite for overwrite in here.overwrites if overwrite.id != who)
        new = Overwrite(who, 1 if who in self.world.users else 0, allow, deny)
        self.world.change_channel(msgspec.structs.replace(here, overwrites=(*kept, new)))

    def close_dms(self, user: str) -> None:
        """From now on the bot cannot write to this user (50007)."""
        self.world.closed.add(user)

    def open_dms(self, user: str) -> None:
        """The bot can write to this user again."""
        self.world.closed.discard(user)

    def rate_limit(self, times: int = 1, seconds: float = 0.2, where: str = "") -> None:
        """Answer the next requests with 429; `where` is a part of "POST /channels/…". The client asks again."""
        self.troubles.plan(Trouble(times, where, 429, seconds))

    def break_requests(self, times: int = 1, status: int = 503, where: str = "") -> None:
        """Answer the next requests with 5xx, undone."""
        self.troubles.plan(Trouble(times, where, status))

    def lose_answers(self, times: int = 1, status: int = 502, where: str = "") -> None:
        """Carry the next requests out and answer 5xx all the same, so that the client asks again."""
        self.troubles.plan(Trouble(times, where, status, done=True))

    def fail_callbacks(self, times: int = 1, status: int = 404) -> None:
        """Refuse the next first answers to interactions as come too late (10062), or break them with 5xx."""
        self.break_requests(times, status, "/callback")

    def allow_content(self, allowed: bool) -> None:
        """Switch the application's message content intent: off, IDENTIFY with it is closed with 4014."""
        self.world.content_allowed = allowed

    def split(self, shards: int) -> None:
        """How many shards /gateway/bot asks for."""
        self.world.shards = shards

    def group(self, *users: str, name: str = "") -> str:
        """Direct messages among people, without the bot: only commands that a user installed work there (context 2)."""
        new = Channel(self.world.new_id(), name or "group", GROUP, members=users, creator=users[0])
        self.world.add_channel(new)
        self.world.publish(ChannelChanged(new))
        return new.id

    def install(self, user: str) -> None:
        """Someone has the app for themselves: its commands follow them into servers that do not have it."""
        self.world.installed.add(user)

    def lose_guild(self, *, removed: bool = False) -> None:
        """Take the server away from the bot: an outage, or the bot was removed from it (GUILD_DELETE)."""
        self.world.guild_state = "removed" if removed else "unavailable"
        self.world.publish(GuildChanged())

    def return_guild(self) -> None:
        """The server is there again (GUILD_CREATE)."""
        joined = self.world.guild_state == "removed"
        self.world.guild_state = "here"
        self.world.publish(GuildChanged(joined))
