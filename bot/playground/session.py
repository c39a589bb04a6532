"""One gateway session: what was sent, numbered, so that a client that lost its link can RESUME."""

import asyncio
from collections import deque

import msgspec

from bot.playground import allowed, payloads
from bot.playground.events import (
    Acted,
    ChannelChanged,
    ChannelGone,
    Created,
    Deleted,
    Event,
    GuildChanged,
    MemberChanged,
    Reacted,
    ThreadMembers,
    ThreadStarted,
    Typing,
    Updated,
)
from bot.playground.interaction import Interaction
from bot.playground.message import Message
from bot.playground.places import BOT, GUILD_ID, Channel
from bot.playground.refusal import Json
from bot.playground.world import World

MAX_REPLAY = 1_000

GUILDS, MEMBERS = 1 << 0, 1 << 1
GUILD_MESSAGES, DM_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
REACTIONS, DM_REACTIONS = 1 << 10, 1 << 13
GUILD_TYPING, DM_TYPING = 1 << 11, 1 << 14
ALL_INTENTS = (1 << 26) - 1


class Session:
    """Mutable: `link` is the present connection's outbox, None while the client is away."""

    def __init__(self, session_id: str, intents: int, world: World, shard: tuple[int, int] = (0, 1)) -> None:
        self.id = session_id
        self._number, self._count = shard
        self.intents = intents
        self.link: asyncio.Queue[str] | None = None
        self._world = world
        self._seq = 0
        self._sent: deque[tuple[int, str]] = deque(maxlen=MAX_REPLAY)

    @property
    def has_guild(self) -> bool:
        """Whether the server is one of this shard's, and the bot in it."""
        return self._is_guilds_shard and self._world.guild_state != "removed"

    @property
    def _is_guilds_shard(self) -> bool:
        return (int(GUILD_ID) >> 22) % self._count == self._number

    def show_guild(self, *, joined: bool = False) -> None:
        """GUILD_CREATE, where the server is there; an invitation's says nothing of `unavailable`."""
        if self.intents & GUILDS and self._is_guilds_shard and self._world.guild_state == "here":
            body = payloads.guild(self._world, all_members=bool(self.intents & MEMBERS))
            if joined:
                del body["unavailable"]
            self.dispatch("GUILD_CREATE", body)

    def dispatch(self, name: str, data: Json) -> None:
        """Send an event, or keep it for the client's return."""
        self._seq += 1
        frame = msgspec.json.encode({"op": 0, "t": name, "s": self._seq, "d": data}).decode()
        self._sent.append((self._seq, frame))
        if self.link is not None:
            self.link.put_nowait(frame)

    def resume(self, link: asyncio.Queue[str], seq: int) -> bool:
        """Take up a new link and send again what came after `seq`; False where that is no longer known."""
        oldest = self._sent[0][0] if self._sent else 1
        if not oldest - 1 <= seq <= self._seq:
            return False
        for number, frame in self._sent:
            if number > seq:
                link.put_nowait(frame)
        self.link = link
        self.dispatch("RESUMED", {})
        return True

    def hear(self, event: Event) -> None:
        """Pass an event of the world on, as far as the intents ask for it."""
        match event:
            case Created(message):
                self._about(message, "MESSAGE_CREATE")
            case Updated(message, _):
                self._about(message, "MESSAGE_UPDATE")
            case Deleted(message) if self._wants(message.channel, GUILD_MESSAGES, DM_MESSAGES):
                if not message.ephemeral:
                    self.dispatch("MESSAGE_DELETE", self._place(message.channel) | {"id": message.id})
            case Reacted(message, emoji, user, added) if self._wants(message.channel, REACTIONS, DM_REACTIONS):
                self._reacted(message, emoji, user, added=added)
            case Typing(channel, user) if user != BOT.id and self._wants(channel, GUILD_TYPING, DM_TYPING):
                self.dispatch("TYPING_START", self._place(channel) | {"user_id": user, "timestamp": 0})
            case Acted(interaction) if self._serves(interaction):
                self.dispatch("INTERACTION_CREATE", payloads.interaction(interaction, self._world))
            case ChannelChanged(channel) if channel.guild and self.intents & GUILDS and self._told(channel):
                name = "THREAD_UPDATE" if channel.parent else "CHANNEL_UPDATE"
                self.dispatch(name, payloads.channel(channel, self._world))
            case ThreadStarted(thread) if self.intents & GUILDS and self._sees(thread):
                self.dispatch("THREAD_CREATE", payloads.channel(thread, self._world) | {"newly_created": True})
            case ThreadMembers(thread, added, removed) if self.intents & GUILDS and self._concerns(thread.id):
                self._members(thread, added, removed)
            case ChannelGone(channel) if self.intents & GUILDS and self.has_guild:
                ids = {"id": channel.id, "guild_id": GUILD_ID, "parent_id": channel.parent, "type": channel.kind}
                self.dispatch("THREAD_DELETE", ids)
            case GuildChanged(joined):
                self._guild(joined=joined)
            case MemberChanged(user) if self._is_guilds_shard and (self.intents & MEMBERS or user.id == BOT.id):
                self.dispatch("GUILD_MEMBER_UPDATE", payloads.full_member(user) | {"guild_id": GUILD_ID})
            case _:
                pass

    def _reacted(self, message: Message, emoji: str, user: str, *, added: bool) -> None:
        body = self._place(message.channel) | {
            "user_id": user,
            "message_id": message.id,
            "emoji": {"id": None, "name": emoji},
            "burst": False,
            "type": 0,
        }
        if added:
            body["message_author_id"] = message.author
            if "guild_id" in body:
                body["member"] = payloads.full_member(self._world.users[user])
        self.dispatch("MESSAGE_REACTION_ADD" if added else "MESSAGE_REACTION_REMOVE", body)

    def _members(self, thread: Channel, added: tuple[str, ...], removed: tuple[str, ...]) -> None:
        """Without the members intent Discord tells only of the bot itself."""
        if BOT.id in added:
            self.dispatch("THREAD_CREATE", payloads.channel(thread, self._world))
        if BOT.id in (*added, *removed) or self.intents & MEMBERS:
            body = {"id": thread.id, "guild_id": GUILD_ID, "member_count": len(thread.members)}
            told = [payloads.thread_member(thread, name) for name in added]
            self.dispatch("THREAD_MEMBERS_UPDATE", body | {"added_members": told, "removed_member_ids": list(removed)})

    def _guild(self, *, joined: bool) -> None:
        """GUILD_CREATE, or GUILD_DELETE with `unavailable` where it is only an outage."""
        if self._world.guild_state == "here":
            self.show_guild(joined=joined)
        elif self._is_guilds_shard:
            outage = {"unavailable": True} if self._world.guild_state == "unavailable" else {}
            self.dispatch("GUILD_DELETE", {"id": GUILD_ID} | outage)

    def _sees(self, channel: Channel) -> bool:
        return self._concerns(channel.id) and allowed.sees(self._world, self._world.bot, channel)

    def _told(self, channel: Channel) -> bool:
        """A bot is told of every channel, even where it may not look inside; of threads only where it may."""
        return self._sees(channel) if channel.parent else self._concerns(channel.id)

    def _concerns(self, channel: str) -> bool:
        """Whether this shard hears of a channel: the server's has it, direct messages are shard 0's."""
        if self._world.channels[channel].guild is None:
            return self._number == 0
        return self._is_guilds_shard and self._world.guild_state == "here"

    def _serves(self, act: Interaction) -> bool:
        """A server that does not have the bot has its shard, too: somebody may have brought the app along."""
        away = self._world.guild_state == "removed" and "1" in act.installs
        return (
            self._is_guilds_shard if away and self._world.channels[act.channel].guild else self._concerns(act.channel)
        )

    def _about(self, message: Message, name: str) -> None:
        if message.ephemeral or not self._wants(message.channel, GUILD_MESSAGES, DM_MESSAGES):
            return
        body = payloads.message_event(message, self._world)
        if not self._may_read(message):
            body |= {"content": "", "embeds": [], "attachments": [], "components": []}
        self.dispatch(name, body)

    def _may_read(self, message: Message) -> bool:
        """Without the message content intent: its own messages, direct ones, and those that mention it."""
        in_guild = self._world.channels[message.channel].guild
        mine = message.author == BOT.id or BOT.id in message.mentions
        return bool(self.intents & MESSAGE_CONTENT) or not in_guild or mine

    def _wants(self, channel: str, in_guild: int, in_dm: int) -> bool:
        here = self._world.channels[channel]
        return bool(self.intents & (in_guild if here.guild else in_dm)) and self._sees(here)

    def _place(self, channel: str) -> Json:
        guild = {"guild_id": GUILD_ID} if self._world.channels[channel].guild else {}
        return {"channel_id": channel} | guild
