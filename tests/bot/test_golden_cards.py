"""Every kind of card as the JSON that Discord gets, word for word, of both renderers and in both languages.

After a change: `TUTOR_REWRITE=1 ./tutor test tests/bot/test_golden_cards.py` runs the examples' programs in the sandbox
anew and writes all of it; the diff is what you review.
"""

import json
import os
import re
from collections.abc import Callable
from functools import cache
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


@cache
def example(name: str, lang: Lang) -> Card:
    return EXAMPLES[name](lang)


def golden(name: str, lang: Lang, renderer: str) -> Path:
    return GOLDEN / f"{name}.{lang}.{renderer}.json"


def told(seen: Observation) -> tuple[object, ...]:
    """What of a run is the same each time."""
    outputs = [(piece.kind, piece.kind == "figure" or piece.text) for piece in seen.outputs]
    return seen.status, seen.error, outputs, seen.missing, seen.graph, [leaf.name for leaf in seen.gradients]


def texts_in(card: Card) -> dict[str, str]:
    """What the files say that are text."""
    return {each.name: each.data.decode() for each in card.blocks if isinstance(each, File) and each.name == WHOLE}


def written(body: dict[str, Any], files: dict[str, str]) -> str:
    """A payload as the golden file has it: a text of several lines is a list of them, so that a diff can be read."""
    whole = _lines(body | ({"texts": files} if files else {}))
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _lines(value: Any) -> Any:
    match value:
        case dict():
            return {key: _lines(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_lines(inner) for inner in value]
        case str() if "\n" in value:
            return value.split("\n")
        case _:
            return value


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
    for key, (_, seen) in classroom.tape().runs.items():
        if key in today.runs and told(seen) == told(today.runs[key][1]):
            today.runs[key] = classroom.tape().runs[key]  # the last digits differ from run to run
    today.write(TAPE)
    classroom.tape.cache_clear()
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.glob("*.json"):
        old.unlink()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
async def test_card(name: str, lang: Lang) -> None:
    card = example(name, lang)
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
    card = example(name, lang)
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
    shown = [block for name in EXAMPLES for block in example(name, "ko").blocks if isinstance(block, Picture)]
    assert shown
    assert all(LETTERS.search(picture.alt) for picture in shown)


def test_every_module_of_cards_has_examples() -> None:
    """Who adds a module with a card adds an example of it."""
    cards = Path(examples.__file__).parents[2] / "cards"
    named = "\n".join(path.read_text() for path in Path(examples.__file__).parent.glob("*.py"))
    for path in sorted(cards.glob("*.py")):
        if path.stem not in ("fit", "bare") and re.search(r"^def [a-z]\w*\([^)]*\) -> Card", path.read_text(), re.M):
            assert re.search(rf"\b{path.stem}\.\w", named), path.stem


async def test_the_tape_is_what_the_sandbox_shows_today(sandbox_run: Callable[[Job], Observation]) -> None:
    for job, kept in classroom.tape().runs.values():
        assert told(sandbox_run(job)) == told(kept), job.source


def test_an_example_has_code_where_it_speaks_of_code() -> None:
    assert any(isinstance(block, Code) and block.kind == "output" for block in example("run", "ko").blocks)
    assert any(isinstance(block, File) for block in example("result_long", "ko").blocks)
