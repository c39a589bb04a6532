"""What holds for the whole house: sizes, what the bot may import, and papers that name what there is."""

import re
import subprocess
import sys

from bot.settings import Settings
from tests.sandbox_client import ROOT

FILES = [path for room in ("bot", "lessons", "sandbox") for path in (ROOT / room).rglob("*.py")]
STUDENTS = ("solutions", "mistakes")


def test_no_file_has_grown_into_two():
    long = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert {name: lines for name, lines in long.items() if lines > 250} == {}


def test_every_module_says_what_it_is():
    ours = [path for path in FILES if not set(STUDENTS) & set(path.parts)]
    silent = [path.name for path in ours if not re.match(r'(#.*\n)*"""', path.read_text(encoding="utf-8"))]
    assert silent == []


def test_the_whole_bot_runs_without_torch():
    """In a process of its own: everything that `./tutor` imports, the playground too."""
    code = (
        "import sys; import bot.cli.serve, bot.discord, bot.playground, bot.cli.grade, bot.cli.run; "
        "from lessons.load import load; load(); "
        "print(sorted({'torch', 'numpy', 'RestrictedPython', 'matplotlib', 'sandbox.zygote'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr


def test_the_example_of_settings_names_each_of_them():
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    own = {"discord_token": "DISCORD_TOKEN", "discord_token_file": "DISCORD_TOKEN_FILE"}
    named = set(re.findall(r"^# ([A-Z_]+)=", text, re.MULTILINE))
    missing = {own.get(name, f"TUTOR_{name.upper()}") for name in Settings.model_fields} - named
    assert missing == set()


def test_the_readme_s_files_are_there():
    for paper in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/operating.md"):
        text = (ROOT / paper).read_text(encoding="utf-8")
        links = re.findall(r"\]\((?!http)([^)#]+)\)", text)
        assert [link for link in links if not (ROOT / paper).parent.joinpath(link).exists()] == []
