"""`./tutor`'s words: in any order, clear sentences where they are wrong, and the exit codes that scripts rely on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox_client import ROOT

GOOD = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b, a - b, a * b, 3 * a)"


@pytest.fixture
def tutor(sandbox_socket: Path):
    """Runs `./tutor` with words and standard input; gives exit code, output, errors."""

    def run(*words: str, given: str = "") -> tuple[int, str, str]:
        environment = os.environ | {"TUTOR_SANDBOX_SOCKET": str(sandbox_socket), "TUTOR_DEADLINE_MS": "1000"}
        command = [sys.executable, "-m", "bot", *words]
        done = subprocess.run(command, input=given.encode(), capture_output=True, cwd=ROOT, env=environment, timeout=60)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


def test_the_readme_s_snippet(tutor):
    snippet = "import torch\nx=torch.tensor(2.0, requires_grad=True)\ny=x**2\ny.backward()\nx.grad"
    code, out, _ = tutor("run", "-", given=snippet)
    assert code == 0
    assert out == "tensor(4.)\nx.grad [] = 4.0\n"


@pytest.mark.parametrize("words", [("run", "--json", "-"), ("run", "-", "--json"), ("run", "--json")])
def test_words_in_any_order(tutor, words):
    code, out, _ = tutor(*words, given="print('a')\n1 + 1")
    seen = json.loads(out)
    assert code == 0
    fields = ["id", "status", "stdout", "echo", "outputs", "error", "gradients", "duration_ms", "missing", "graph"]
    assert list(seen) == fields
    assert (seen["status"], seen["stdout"], seen["echo"], seen["error"]) == ("ok", "a\n", "2", None)
    assert seen["outputs"] == [{"kind": "stdout", "text": "a\n"}, {"kind": "echo", "text": "2"}]


def test_a_gradient_stands_beside_the_numerical_one_and_none_is_explained(tutor):
    source = "x = torch.tensor(2.0, requires_grad=True)\nu = torch.tensor(1.0, requires_grad=True)\n(x ** 2).backward()"
    seen = json.loads(tutor("run", "--json", given=source)[1])
    [x] = seen["gradients"]
    assert (x["name"], x["shape"], x["grad"], x["value"]) == ("x", [], 4.0, 2.0)
    assert x["numeric"] == [pytest.approx(4.0)]
    assert {"name": "u", "why": "not_reached"} in seen["missing"]
    assert [node["op"] or node["name"] for node in seen["graph"]["nodes"]] == ["pow", "x"]


def test_a_file_and_a_grade(tutor, tmp_path):
    file = tmp_path / "answer.py"
    file.write_text(GOOD)
    code, out, _ = tutor("grade", "4", "--json", str(file), "--lang", "en")
    given = json.loads(out)
    assert code == 0
    assert list(given) == ["id", "exercise", "score", "max", "verdict", "criteria", "feedback", "flags"]
    assert (given["exercise"], given["score"], given["max"], given["verdict"]) == (4, 10, 10, "full")
    assert [list(criterion) for criterion in given["criteria"]] == [["id", "points", "earned", "message"]] * 5


@pytest.mark.parametrize(
    ("words", "given", "code"),
    [
        (("run", "-"), "1 / 0", 1),
        (("run", "-"), "while True: pass", 1),
        (("grade", "1", "-"), "print(1)", 1),
        (("run", "no-such-file.py"), "", 2),
        (("run", "a", "b"), "", 2),
        (("run", "--jsonl", "--json"), "", 2),
        (("grade",), GOOD, 2),
        (("grade", "99", "-"), GOOD, 2),
        (("grade", "four", "-"), GOOD, 2),
        (("grade", "4", "-"), "", 2),
        (("frobnicate",), "", 2),
        (("lesson", "list"), "", 0),
        (("--help",), "", 0),
    ],
)
def test_exit_codes(tutor, words, given, code):
    got, out, errors = tutor(*words, given=given)
    assert got == code, errors
    assert "Traceback" not in errors
    assert out or errors


def test_our_fault_is_3(tutor):
    environment = os.environ | {"TUTOR_SANDBOX_SOCKET": "/no/such.sock"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run", "-"], input=b"1", capture_output=True, cwd=ROOT, env=environment
    )
    assert done.returncode == 3


def test_lines_come_back_in_order_with_their_ids(tutor):
    cases = [
        {"id": 1, "code": "while True: pass"},
        {"id": "two", "code": "2"},
        {"id": None, "code": "open('x')"},
        {"id": [4], "code": "\ud800"},
        {"code": 5},
        {"id": 6, "code": "x = = 1"},
        {"id": 7, "code": "print('끝')"},
    ]
    lines = "\n".join(json.dumps(case) for case in cases) + "\nnot json\n\n"
    code, out, _ = tutor("run", "--jsonl", given=lines)
    seen = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [line["id"] for line in seen] == [1, "two", None, [4], None, 6, 7, None]
    assert [line["status"] for line in seen] == [
        "timeout", "ok", "refused", "refused", "refused", "error", "ok", "refused",
    ]  # fmt: skip
    assert seen[6]["stdout"] == "끝\n"
    assert all(line["error"]["hint"] for line in seen if line["error"])


def test_graded_lines(tutor):
    cases = [{"id": 1, "exercise": 4, "code": GOOD}, {"id": 2, "exercise": 1, "code": "print(1)"}]
    cases += [{"id": 3, "exercise": 99, "code": GOOD}, {"id": 4, "exercise": 4, "code": ""}]
    code, out, _ = tutor("grade", "--jsonl", "--lang", "en", given="\n".join(map(json.dumps, cases)))
    seen = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(line["id"], line["verdict"]) for line in seen] == [(1, "full"), (2, "zero"), (3, "zero"), (4, "zero")]
    assert all(line["feedback"] for line in seen)


def test_prompts_and_indentation_are_passed_over_as_a_notebook_does(tutor):
    cases = [">>> x = 2\n>>> x + 1\n3", "    x = 2\n    x + 1", "x = “2”"]
    _, out, _ = tutor("run", "--jsonl", given="\n".join(json.dumps({"code": case}) for case in cases))
    seen = [json.loads(line) for line in out.splitlines()]
    assert [(line["status"], line["echo"]) for line in seen] == [("ok", "3"), ("ok", "3"), ("error", None)]
