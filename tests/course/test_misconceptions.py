"""Every misconception is recognised in the programs that show it, alone, and not in those that come near."""

import re
from pathlib import Path

import pytest

from lessons.course import LANGS
from lessons.load import COURSE, load
from lessons.misconceptions import ALL, Scene, find, sentence
from lessons.misconceptions.misconception import prove
from sandbox.protocol import Job

FOLDER = Path(__file__).parent / "misconceptions"
_HEAD = re.compile(r"^# --- (triggers|near miss): (.+)$", re.MULTILINE)


def programs(id: str) -> list[tuple[str, str, str]]:
    """What a misconception's file holds: kind, name, program."""
    parts = _HEAD.split((FOLDER / f"{id}.txt").read_text("utf-8"))[1:]
    return [(kind, name, source.strip("\n")) for kind, name, source in zip(*[iter(parts)] * 3, strict=True)]


SOLUTIONS = sorted(COURSE.glob("exercise_*/solutions/*.py"))
CASES = [(each.id, *case) for each in ALL for case in programs(each.id)]


@pytest.mark.parametrize(("id", "kind", "name", "source"), CASES, ids=[f"{c[0]}-{c[1]}-{c[2]}" for c in CASES])
def test_it_is_found_where_it_is(id, kind, name, source, sandbox_run):
    seen = sandbox_run(Job("one", source, seed=7, trace=True))
    found = {hit.id: hit for hit in find(seen, source)}
    if kind == "near miss":
        assert id not in found, (found, seen.error)
        return
    assert set(found) == {id}, (found, seen.error)
    line = found[id].line
    assert line is None or 1 <= line <= source.count("\n") + 1
    for lang in LANGS:
        assert "{" not in sentence(lang, found[id]).replace("{…}", "")


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)
def test_each_has_its_programs_and_its_card(each):
    kinds = [kind for kind, _, _ in programs(each.id)]
    assert kinds.count("triggers") >= 2
    assert kinds.count("near miss") >= 1
    lessons = load().lessons["ko"]
    assert 1 <= each.card[0] <= len(lessons)
    assert 1 <= each.card[1] <= len(lessons[each.card[0] - 1].cards)


@pytest.mark.parametrize("each", [each for each in ALL if each.patch], ids=lambda each: each.id)
def test_a_patch_mends_it(each, sandbox_run):
    mended = 0
    for kind, _, source in programs(each.id):
        if kind != "triggers":
            continue
        seen = sandbox_run(Job("one", source, seed=7, trace=True))
        [hit] = [hit for hit in find(seen, source) if hit.id == each.id]
        patched = each.patch(Scene(seen, source), hit)
        if patched is not None:
            again = sandbox_run(Job("two", patched, seed=7, trace=True))
            assert each.id not in {other.id for other in find(again, patched)}, patched
            mended += 1
    assert mended


def test_each_has_one_id_and_its_sentence_in_both_languages():
    prove(ALL)


@pytest.mark.parametrize("file", SOLUTIONS, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_a_solution_shows_none(file, sandbox_run):
    source = file.read_text("utf-8")
    seen = sandbox_run(Job("one", source, seed=7, trace=True))
    assert seen.evidence is not None
    assert find(seen, source) == ()
