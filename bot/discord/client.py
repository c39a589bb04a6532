"""The bot as discord.py knows it: what it listens to, which cogs it has, how it starts, and why it could not."""

import contextlib
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.discord import connect, forms, people
from bot.discord.crowd import Crowd
from bot.discord.deliver import Delivery
from bot.discord.entry import Entry
from bot.discord.manner import CURRENT, Manner
from bot.discord.press import Press
from bot.discord.starts import Starts
from bot.discord.sync import at_start
from bot.discord.translate import Words
from bot.discord.watching import about, begin_for
from bot.errors import SettingError
from bot.prefixes import spellings
from bot.settings import Settings
from bot.tutor import Tutor, report
from bot.watch.metrics import Metrics

COGS = (
    "lessons",
    "exercises",
    "submit",
    "run",
    "answers",
    "private",
    "predict",
    "menus",
    "board",
    "language",
    "privacy",
    "setup",
    "help",
    "talk",
    "buttons",
    "errors",
    "watch",
)
_FENCE = "```"
_LINKS = 32  # to Discord at a time: in a crowd, one that is open already is faster than one more
_GUILDS_SECONDS = 0.1  # how long "ready" waits for the servers; nothing of ours waits for "ready"

Context = commands.Context["Client"]


class Client(commands.AutoShardedBot):
    """A bot that answers with the tutor's cards."""

    def __init__(
        self, settings: Settings, tutor: Tutor, metrics: Metrics | None = None, starts: Starts | None = None
    ) -> None:
        self.metrics = metrics or Metrics()
        self._starts = starts
        super().__init__(
            command_prefix=_prefixes,
            intents=discord.Intents(guilds=True, messages=True, message_content=settings.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            help_command=None,
            case_insensitive=True,
            strip_after_prefix=True,
            guild_ready_timeout=_GUILDS_SECONDS,
            tree_cls=Tree,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            http_trace=self.metrics.trace(),
        )
        self.settings = settings
        self.tutor = tutor
        self.manner = Manner(tutor.guilds, plain=settings.cards == "plain")
        self.delivery = Delivery(self)
        self.crowd = Crowd(tutor.gate.width)
        self.entry = Entry(self)

    async def setup_hook(self) -> None:
        """Before the gateway: buttons, commands, and their descriptions in Korean."""
        CURRENT.set(self.manner)
        self.add_dynamic_items(Press)
        for name in COGS:
            await self.add_cog(import_module(f"bot.discord.cogs.{name}").Cog(self))
        await self.tree.set_translator(Words())

    async def login(self, token: str) -> None:
        """Say who we are, without the gateway. Raises SettingError where Discord does not let us in."""
        self.http.connector = aiohttp.TCPConnector(limit=_LINKS)
        with _let_in():
            await super().login(token.strip())

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Serve until closed. Raises SettingError where Discord does not let us in."""
        await self.login(token)
        await at_start(self)
        with _let_in():
            await self.connect(reconnect=reconnect)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Discord counts these."""
        await super().before_identify_hook(shard_id, initial=initial)
        if self._starts is not None:
            await self._starts.before_identify()
        self.metrics.identified()

    def is_serving(self) -> bool:
        """Whether every link to the gateway is up."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Whatever the event starts says in the log for whom."""
        with about(*args[:1]):
            super().dispatch(event_name, *args, **kwargs)

    async def on_message(self, message: discord.Message, /) -> None:
        """A command, or talk that may be a submission (`cogs.talk`)."""
        if message.author.bot:
            return
        context: Context = await self.get_context(message)
        if context.invoked_with:
            if await self.entry.lets(message, quiet=context.command is None):
                await self.invoke(context)
        else:
            talk: Any = self.get_cog("talk")
            await talk.heard(message, mentioned=message.content.strip() in self._names())

    def _names(self) -> tuple[str, ...]:
        """What a bare mention of this bot looks like."""
        return (f"<@{self.user.id}>", f"<@!{self.user.id}>") if self.user else ()

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """A form goes to the cogs that listen to its verb; the rest is no matter of this event. One listener of ours
        for all that comes in: in a crowd, each takes its time."""
        form = forms.sent(interaction)
        if form is not None:
            self.metrics.used("form", "form")
            for hear in self.extra_events.get(f"on_form_{form.verb}") or self.extra_events["on_form_stale"]:
                await hear(form)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """What a listener raised goes to `cogs.errors`; what that raised ends here."""
        error = sys.exc_info()[1]
        if event_method == "on_fault" or not isinstance(error, Exception):
            report(error or RuntimeError(event_method))
        else:
            self.dispatch("fault", error, args[0] if args else None)

    async def get_context(self, origin: Any, /, *, cls: Any = commands.Context) -> Any:
        """The context of a message; `!submit```py` with the fence glued to the command is one, too."""
        context = await super().get_context(origin, cls=cls)
        word = context.invoked_with or ""
        if context.command is None and _FENCE in word:
            name = word.partition(_FENCE)[0]
            context.command = self.all_commands.get(name)
            context.invoked_with = name
            context.view.index -= len(word) - len(name)
        return context


class Tree(app_commands.CommandTree[Client]):
    """Slash commands; their errors go where all others go."""

    async def interaction_check(self, interaction: discord.Interaction[Client], /) -> bool:
        """Everybody may, where the server lets us answer; the log says for whom."""
        begin_for(interaction)
        return await self.client.entry.lets_in(interaction)

    async def on_error(self, interaction: discord.Interaction[Client], error: app_commands.AppCommandError, /) -> None:
        """Hand the error to `bot.discord.cogs.errors`."""
        self.client.dispatch("interaction_error", interaction, error)


def make_client(
    settings: Settings, tutor: Tutor, metrics: Metrics | None = None, starts: Starts | None = None
) -> Client:
    """A client that is not connected yet: `await client.start(token)`. Raises SettingError for a bad address."""
    connect.point(settings)
    return Client(settings, tutor, metrics, starts)


@contextlib.contextmanager
def _let_in() -> Iterator[None]:
    """Discord's refusals as sentences that say what to do."""
    try:
        yield
    except discord.LoginFailure:
        raise SettingError(
            "DISCORD_TOKEN: Discord does not know this token; copy it anew from your bot's page."
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise SettingError(
            "DISCORD_TOKEN: this bot may not read messages; switch on MESSAGE CONTENT INTENT on your bot's page, "
            "or start without it: TUTOR_MESSAGE_CONTENT=0 (then a command needs a mention of the bot before it)."
        ) from None
    except (aiohttp.ClientConnectionError, TimeoutError) as error:
        raise SettingError(f"Discord cannot be reached from here: {error}") from error


async def _prefixes(client: Client, message: discord.Message) -> list[str]:
    """What commands begin with where a message was written: a mention, or the server's prefix."""
    here = await people.tutor_of(client, message)
    return commands.when_mentioned_or(*spellings(here.prefix))(client, message)
