"""The example cards as messages of a Discord on loopback: each is drawn by the bot's own renderer and posted by it."""

from collections.abc import Mapping

from bot.discord.render import draw
from bot.gallery.examples import EXAMPLES
from bot.playground import Playground, sending
from bot.playground.files import Upload
from bot.playground.limits import COMPONENTS_V2
from bot.playground.places import BOT, CHANNELS
from bot.values import Card
from lessons.course import Lang

CHANNEL = CHANNELS[0].id


def hang(place: Playground, lang: Lang, names: list[str], *, plain: bool = False) -> Mapping[str, str]:
    """Post the examples of these names; gives each one's message id. Needs a running event loop."""
    return {name: _post(place, EXAMPLES[name](lang), plain=plain) for name in names}


def _post(place: Playground, card: Card, *, plain: bool) -> str:
    drawn = draw(card, plain=plain)
    uploads = [Upload(file.filename, file.fp.read(), file.description) for file in drawn["files"]]
    payload = {
        "flags": 0 if plain else COMPONENTS_V2,
        "components": drawn["view"].to_components(),
        "attachments": [
            {"id": str(at), "filename": file.name, "description": file.alt} for at, file in enumerate(uploads)
        ],
    }
    content = drawn.get("content")
    if content:
        payload["content"] = content
    return sending.create(place.world, CHANNEL, payload, uploads, author=BOT.id).id
