"""An exercise's version: another one as soon as what grades it is, and the same while only its words change."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lessons.load import load
from tests.sandbox_client import ROOT

_VERSIONS = (
    "import json; from lessons.load import load; "
    "print(json.dumps({number: task.version for number, task in load().exercises.items()}))"
)


def versions(at: Path) -> dict[str, str]:
    """Each exercise's version, in a copy of the lessons."""
    done = subprocess.run([sys.executable, "-c", _VERSIONS], capture_output=True, text=True, cwd=at, check=True)
    return dict(json.loads(done.stdout))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ("lessons", "sandbox"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as end:
        end.write(text)


def test_each_exercise_has_one_of_its_own() -> None:
    found = [task.version for task in load().exercises.values()]
    assert len(set(found)) == len(found)
    assert all(len(version) == 12 and int(version, 16) >= 0 for version in found)


def test_words_do_not_change_it_and_the_rubric_does(copy: Path) -> None:
    before = versions(copy)
    append(copy / "lessons/pytorch_basic/exercise_4/text.ko.toml", "# 말\n")
    assert versions(copy) == before
    append(copy / "lessons/pytorch_basic/exercise_4/rubric.py", "# stricter\n")
    after = versions(copy)
    assert {number for number in before if before[number] != after[number]} == {"4"}


@pytest.mark.parametrize("shared", ["grade.py", "numbers.py", "plan.py", "sight.py"])
def test_a_shared_grader_changes_all_of_them(copy: Path, shared: str) -> None:
    before = versions(copy)
    append(copy / "lessons" / shared, "# stricter\n")
    after = versions(copy)
    assert all(before[number] != after[number] for number in before)


def test_so_does_whatever_else_a_rubric_builds_on(copy: Path) -> None:
    (copy / "lessons/slopes.py").write_text('"""Slopes."""\n\nfrom lessons.curves import BENT as BENT\n')
    (copy / "lessons/curves.py").write_text('"""Curves."""\n\nBENT = True\n')
    append(copy / "lessons/pytorch_basic/exercise_4/rubric.py", "from lessons.slopes import BENT as BENT\n")
    before = versions(copy)
    append(copy / "lessons/curves.py", "STRAIGHT = False\n")
    after = versions(copy)
    assert {number for number in before if before[number] != after[number]} == {"4"}
