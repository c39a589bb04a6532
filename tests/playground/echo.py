"""A small bot on the real discord.py 2.7.1 with one of everything that the tutor's own client uses."""

import asyncio
import io
import re
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060f8cf500f0003860182d1d2a0b70000000049454e44ae426082"
)


class Count(ui.DynamicItem[ui.Button[Any]], template=r"count:(?P<n>\d+)"):
    """A button whose whole state is its custom_id."""

    def __init__(self, n: int) -> None:
        super().__init__(ui.Button(label=f"Count {n}", custom_id=f"count:{n}", style=discord.ButtonStyle.success))
        self.n = n

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> "Count":
        return cls(int(match["n"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=card(self.n + 1))


def card(n: int) -> ui.LayoutView:
    """A components v2 message with a picture, a disabled button and one that counts."""
    view = ui.LayoutView(timeout=None)
    row: ui.ActionRow[Any] = ui.ActionRow(Count(n), ui.Button(label="Off", custom_id="off", disabled=True))
    row.add_item(ui.Button(label="Slow", custom_id="slow"))
    row.add_item(ui.Button(label="Form", custom_id="form", style=discord.ButtonStyle.primary))
    row.add_item(ui.Button(label="Secret", custom_id="secret"))
    box: ui.Container[Any] = ui.Container(
        ui.Section(ui.TextDisplay(f"## Count\n`{n}`"), accessory=ui.Button(label="한국어", custom_id="ko")),
        ui.Separator(),
        ui.TextDisplay("```py\nprint(1)\n```"),
        row,
        accent_colour=discord.Colour(0xEE4C2C),
    )
    return view.add_item(box)


class Form(ui.Modal, title="Submit code"):
    """A modal with a code box and a file."""

    code: ui.Label[Any] = ui.Label(
        text="Code",
        component=ui.TextInput(style=discord.TextStyle.paragraph, custom_id="code", required=False),
    )
    file: ui.Label[Any] = ui.Label(text="File", component=ui.FileUpload(custom_id="file", required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        code, upload = self.code.component, self.file.component
        assert isinstance(code, ui.TextInput)
        assert isinstance(upload, ui.FileUpload)
        read = [(await file.read()).decode() for file in upload.values]
        await interaction.response.send_message(f"code={code.value} files={read}", ephemeral=True)


class Echo(commands.Bot):
    """Answers prefix, slash, buttons and modals; `seen` keeps what it heard."""

    def __init__(self) -> None:
        intents = discord.Intents.default()
        intents.message_content = True
        super().__init__(
            "!",
            intents=intents,
            guild_ready_timeout=0.05,
            help_command=None,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.edits: list[tuple[str, str]] = []
        self.deletes: list[int] = []
        self.resumed = asyncio.Event()

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Count)
        for command in (echo, show, later, slow, quote, send_file):
            self.add_command(command)
        self.tree.add_command(secret)
        self.tree.add_command(read_menu)
        self.tree.add_command(form)
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        if not payload.message.author.bot:
            self.edits.append((str(payload.message_id), payload.message.content))

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        self.deletes.append(payload.message_id)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        match (interaction.data or {}).get("custom_id"):
            case "slow":
                await interaction.response.defer(ephemeral=True, thinking=True)
                view = ui.LayoutView().add_item(ui.TextDisplay("after a while"))
                await interaction.edit_original_response(view=view)
            case "form":
                await interaction.response.send_modal(Form())
            case "secret":
                await interaction.response.send_message("for you alone", ephemeral=True)
            case "ko":
                await interaction.response.send_message("한국어 설명이에요.", ephemeral=True)


@commands.hybrid_command(name="echo", description="Say it back")
@app_commands.describe(text="What to say")
async def echo(ctx: commands.Context[Echo], *, text: str) -> None:
    locale = ctx.interaction.locale.value if ctx.interaction else "-"
    await ctx.reply(f"{text} [{locale}]")


@commands.hybrid_command(name="show", description="A card")
async def show(ctx: commands.Context[Echo], number: commands.Range[int, 0, 9]) -> None:
    await ctx.reply(view=card(number))


@commands.hybrid_command(name="later", description="Deferred")
async def later(ctx: commands.Context[Echo]) -> None:
    if ctx.interaction is None:
        async with ctx.typing():
            await ctx.reply("typed")
        return
    await ctx.defer()
    file = discord.File(io.BytesIO(PNG), "loss.png", description="a dot")
    view = ui.LayoutView().add_item(ui.MediaGallery(discord.MediaGalleryItem("attachment://loss.png")))
    await ctx.interaction.edit_original_response(view=view, attachments=[file])


@commands.command(name="slow")
async def slow(ctx: commands.Context[Echo]) -> None:
    said = await ctx.reply("Queued", nonce="42")
    await said.edit(content="Running")
    await said.edit(content=None, view=ui.LayoutView().add_item(ui.TextDisplay("Done")))


@commands.command(name="quote")
async def quote(ctx: commands.Context[Echo]) -> None:
    reference = ctx.message.reference
    assert reference is not None
    assert isinstance(reference.resolved, discord.Message)
    await ctx.reply(f"you quote: {reference.resolved.content or reference.resolved.components[0].to_dict()}")


@commands.command(name="file")
async def send_file(ctx: commands.Context[Echo]) -> None:
    read = [(await file.read()).decode() for file in ctx.message.attachments]
    await ctx.reply(f"read {read}", file=discord.File(io.BytesIO(b"x = 1\n"), "a b.py"))


@app_commands.command(name="secret", description="Ephemeral, with a followup")
async def secret(interaction: discord.Interaction, who: discord.Member | None = None) -> None:
    await interaction.response.send_message(f"psst {who.name if who else ''}", ephemeral=True)
    said = await interaction.followup.send("once more", ephemeral=True, wait=True)
    await said.edit(content="edited followup")


@app_commands.context_menu(name="Read")
async def read_menu(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"read: {message.content}", ephemeral=True)


@app_commands.command(name="form", description="Opens a modal")
async def form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Form())
