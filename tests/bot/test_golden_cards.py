"""Every kind of card as the JSON that Discord gets, word for word, of both renderers and in both languages.

After a change: `TUTOR_REWRITE=1 ./tutor test tests/bot/test_golden_cards.py` runs the examples' programs in the sandbox
anew and writes all of it; the diff is what you review.
"""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cards.short import WHOLE
from bot.discord.render import draw
from bot.gallery import examples, tape
from bot.gallery.examples import EXAMPLES, classroom
from bot.values import Card, Code, File, Picture, Text
from lessons.course import LANGS, Lang
from sandbox.protocol import Job, Observation
from tests.bot.payloads import check, check_plain, walk
from tests.sandbox_client import ask

GOLDEN = Path(__file__).parent / "golden" / "cards"
TAPE = Path(tape.__file__).parent / "tape.json"
REWRITE = bool(os.environ.get("TUTOR_REWRITE"))
LETTERS = re.compile(r"[^\W\d_]{2,}")
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]")
FIRST = 90  # characters that a notification shows


def golden(name: str, lang: Lang, renderer: str) -> Path:
    return GOLDEN / f"{name}.{lang}.{renderer}.json"


def texts_in(card: Card) -> dict[str, str]:
    """What the files say that are text."""
    return {each.name: each.data.decode() for each in card.blocks if isinstance(each, File) and each.name == WHOLE}


def written(body: dict[str, Any], files: dict[str, str]) -> str:
    """A payload as the golden file has it."""
    return json.dumps(body | ({"texts": files} if files else {}), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@pytest.fixture(scope="module", autouse=True)
def recorded(sandbox_socket: Path) -> None:
    """The tape of today's sandbox, where it is written anew."""
    if not REWRITE:
        return
    today = tape.Tape(lambda job: ask(sandbox_socket, job), empty=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(classroom, "tape", lambda: today)
        for make in EXAMPLES.values():
            for lang in LANGS:
                make(lang)
    today.write(TAPE)
    classroom.tape.cache_clear()
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.glob("*.json"):
        old.unlink()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
async def test_card(name: str, lang: Lang) -> None:
    card = EXAMPLES[name](lang)
    bodies = {"v2": check(card), "plain": check_plain(card)}
    for renderer, body in bodies.items():
        said = written(body, texts_in(card))
        if REWRITE:
            golden(name, lang, renderer).write_text(said, encoding="utf-8")
        assert said == golden(name, lang, renderer).read_text(encoding="utf-8")
    pressed = [
        sorted(part["custom_id"] for part in walk(body["components"]) if "custom_id" in part)
        for body in bodies.values()
    ]
    assert pressed[0] == pressed[1]  # both can do the same


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
async def test_the_first_words_name_the_thing_without_colour_emoji_or_picture(name: str, lang: Lang) -> None:
    card = EXAMPLES[name](lang)
    assert isinstance(card.blocks[0], Text)
    of_v2 = next(part["content"] for part in walk(draw(card)["view"].to_components()) if part["type"] == 10)
    for said in (of_v2, draw(card, plain=True)["content"]):
        first = EMOJI.sub("", said)[:FIRST]
        assert LETTERS.search(first)
        assert lang == "en" or re.search("[가-힣]", first) or name in ("help", "lessons")
        if name.startswith(("result", "hint_c")) and "ungraded" not in name:
            assert re.search(r"(연습 문제|[Ee]xercise) \d", first)
        if name.startswith("result") and "ungraded" not in name:
            assert re.search(r"\d(\.\d)? / \d+(점| points)", first)


def test_no_golden_file_is_left_of_a_card_that_is_gone() -> None:
    expected = {golden(name, lang, renderer) for name in EXAMPLES for lang in LANGS for renderer in ("v2", "plain")}
    assert set(GOLDEN.glob("*.json")) == expected


def test_each_picture_says_in_words_what_it_shows() -> None:
    shown = [block for make in EXAMPLES.values() for block in make("ko").blocks if isinstance(block, Picture)]
    assert shown
    assert all(LETTERS.search(picture.alt) for picture in shown)


def test_every_module_of_cards_has_examples() -> None:
    """Who adds a module of cards adds examples."""
    cards = Path(examples.__file__).parents[2] / "cards"
    inner = {"__init__", "corner", "fit", "short", "bare", "text", "numbers", "output", "fault", "gradients", "graph"}
    named = "\n".join(path.read_text() for path in Path(examples.__file__).parent.glob("*.py"))
    for module in {path.stem for path in cards.glob("*.py")} - inner:
        assert re.search(rf"from bot\.cards import [^\n]*\b{module}\b|\b{module}\.", named), module


async def test_the_tape_is_what_the_sandbox_shows_today(sandbox_run: Callable[[Job], Observation]) -> None:
    for job, kept in classroom.tape().runs.values():
        seen = sandbox_run(job)
        told = [(each.status, each.outputs, each.gradients, each.missing, each.graph) for each in (kept, seen)]
        if "plt" not in job.source:
            assert told[0] == told[1], job.source


def test_an_example_has_code_where_it_speaks_of_code() -> None:
    assert any(isinstance(block, Code) and block.kind == "output" for block in EXAMPLES["run"]("ko").blocks)
    assert any(isinstance(block, File) for block in EXAMPLES["result_long"]("ko").blocks)
