"""The echo bot with the parts of a server's settings: selects of every kind, groups, files and localised options."""

from typing import Any

import discord
from discord import app_commands, ui

from bot.playground.places import CHANNELS, INSTRUCTORS
from tests.playground.echo import Echo

ALL_TEXT = [discord.ChannelType.text]


def settings() -> ui.LayoutView:
    """One select of each kind; roles and channels show what is chosen already."""
    role = discord.SelectDefaultValue(id=int(INSTRUCTORS), type=discord.SelectDefaultValueType.role)
    here = discord.SelectDefaultValue(id=int(CHANNELS[0].id), type=discord.SelectDefaultValueType.channel)
    view = ui.LayoutView(timeout=None)
    box: ui.Container[Any] = ui.Container(
        ui.TextDisplay("## Settings"),
        ui.ActionRow(ui.RoleSelect(custom_id="role", default_values=[role], min_values=0)),
        ui.ActionRow(
            ui.ChannelSelect(custom_id="channels", max_values=2, channel_types=ALL_TEXT, default_values=[here])
        ),
        ui.ActionRow(ui.UserSelect(custom_id="user", placeholder="Someone")),
        ui.ActionRow(ui.MentionableSelect(custom_id="any", max_values=3)),
    )
    return view.add_item(box)


class Sheet(ui.Modal, title="Submit"):
    """A modal with one field of each kind."""

    code: ui.Label[Any] = ui.Label(
        text="Code", component=ui.TextInput(style=discord.TextStyle.paragraph, custom_id="code")
    )
    files: ui.Label[Any] = ui.Label(
        text="Files", component=ui.FileUpload(custom_id="files", max_values=2, required=False)
    )
    way: ui.Label[Any] = ui.Label(
        text="Language",
        component=ui.RadioGroup(
            custom_id="way",
            options=[
                discord.RadioGroupOption(label="한국어", value="ko", default=True),
                discord.RadioGroupOption(label="English", value="en"),
            ],
        ),
    )
    number: ui.Label[Any] = ui.Label(
        text="Exercise",
        component=ui.Select(
            custom_id="number", options=[discord.SelectOption(label=f"Exercise {n}", value=str(n)) for n in range(1, 5)]
        ),
    )
    role: ui.Label[Any] = ui.Label(text="Role", component=ui.RoleSelect(custom_id="role", required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        code, files, way, number, role = (
            part.component for part in (self.code, self.files, self.way, self.number, self.role)
        )
        names = [file.filename for file in files.values]
        roles = [chosen.name for chosen in role.values]
        await interaction.response.send_message(
            f"{code.value} {names} {way.value} {number.values} {roles}", ephemeral=True
        )


class Korean(app_commands.Translator):
    """Korean names for what is marked."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        return (
            {"hand_in": "제출", "answer": "답안", "role": "역할"}.get(string.message) if locale.value == "ko" else None
        )


@app_commands.command(name=app_commands.locale_str("hand_in"), description="With a file and a role")
@app_commands.rename(answer=app_commands.locale_str("answer"), role=app_commands.locale_str("role"))
async def hand_in(
    interaction: discord.Interaction,
    number: app_commands.Range[int, 1, 4],
    answer: discord.Attachment,
    role: discord.Role | None = None,
) -> None:
    text = (await answer.read()).decode()
    assert interaction.command is not None
    said = f"{interaction.command.name} {number} {answer.filename}: {text} {role.name if role else '-'}"
    await interaction.response.send_message(said)


LESSONS = {"Tensors": 1, "Gradients": 4, "Graphs": 7}


@app_commands.command(name="open", description="A lesson, with suggestions")
async def open_lesson(interaction: discord.Interaction, lesson: int) -> None:
    await interaction.response.send_message(f"lesson {lesson}")


@open_lesson.autocomplete("lesson")
async def suggest(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[int]]:
    return [
        app_commands.Choice(name=name, value=number)
        for name, number in LESSONS.items()
        if name.lower().startswith(current.lower())
    ]


@app_commands.context_menu(name="Weigh")
async def weigh(interaction: discord.Interaction, message: discord.Message) -> None:
    files = [(file.filename, file.size) for file in message.attachments]
    await interaction.response.send_message(f"{message.author.name}: {message.content} {files}", ephemeral=True)


class Parts(Echo):
    """Says `!settings`, opens the sheet at /sheet, and tells what was chosen."""

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Korean())
        self.tree.add_command(hand_in)
        self.tree.add_command(weigh)
        self.tree.add_command(open_lesson)
        await super().setup_hook()

    async def on_message(self, message: discord.Message) -> None:
        if message.content == "!settings":
            await message.reply(view=settings())
        else:
            await super().on_message(message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data or {}
        if data.get("custom_id") == "user":
            await interaction.response.send_modal(Sheet())
        elif data.get("component_type", 0) > 3:
            found = ui.ChannelSelect if data["component_type"] == 8 else ui.MentionableSelect
            part = found(custom_id=data["custom_id"])
            part._refresh_state(interaction, data)
            names = [str(getattr(value, "name", value)) for value in part.values]
            await interaction.response.send_message(f"{data['custom_id']}: {sorted(names)}", ephemeral=True)
        else:
            await super().on_interaction(interaction)
