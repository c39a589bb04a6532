"""What programs get in the place of the library's own: where it differs from Python, and that nothing is evaluated."""

import sys

import pytest

from sandbox.protocol import Job
from tests.sandbox.policy.running import under_policy


@pytest.mark.parametrize("annotations", ['x: None, y: "print(1)"', 'x: int, y: "print(1)"', 'x: list["print(1)"]'])
def test_singledispatch_evaluates_no_annotation(annotations: str) -> None:
    ran = under_policy(
        "from functools import singledispatch\n@singledispatch\ndef f(x): pass\n@f.register\n"
        f"def g({annotations}): pass\nprint('end')"
    )

    assert "1" not in ran.text


def test_what_goes_to_stderr_is_not_shown() -> None:
    ran = under_policy("import sys\nprint(1, file=sys.stderr)\nn = sys.stderr.write('2')\nprint(3, file=sys.stdout)")

    assert ran.text == "3\n"


@pytest.mark.parametrize(("asked", "given"), [(1, 200), (5000, 5000), (10**6, 10_000)])
def test_the_recursion_limit_keeps_to_what_the_stack_has(asked: int, given: int) -> None:
    limit = sys.getrecursionlimit()

    ran = under_policy(f"import sys\nsys.setrecursionlimit({asked})\nprint(sys.getrecursionlimit())")

    assert ran.text == f"{given}\n"
    assert sys.getrecursionlimit() == limit


def test_the_fields_of_a_dataclass_are_a_copy() -> None:
    ran = under_policy(
        "from dataclasses import dataclass, fields\n@dataclass\nclass A: x: int\n"
        "A.__dataclass_fields__.clear()\nA(1).__dataclass_fields__.clear()\nprint(len(fields(A)))"
    )

    assert ran.text == "1\n"


def test_a_class_shows_no_trace_of_its_making() -> None:
    ran = under_policy(
        "from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\nclass C: pass\n"
        "print([n for n in dir(P) + dir(C) if '<' in n])"
    )

    assert ran.text == "[]\n"


@pytest.mark.parametrize("asking", ["plt.rcParams['text.usetex'] = True", "plt.title('x', usetex=True)"])
def test_latex_is_declined_where_it_is_asked_for(asking: str, sandbox_run) -> None:
    observation = sandbox_run(Job("latex", f"import matplotlib.pyplot as plt\n{asking}\nplt.title('$x^2$')"))

    assert observation.error is not None
    assert (observation.error.type, observation.error.line) == ("ValueError", 2)
    assert observation.error.message.endswith(
        "usetex needs LaTeX, which is not offered here: $...$ is drawn without it"
    )


def test_nothing_is_imported_for_a_codec_behind_the_wall(sandbox_run) -> None:
    """`str.encode` of an unknown name still ends as Python ends it."""
    observation = sandbox_run(Job("codec", "'a'.encode('klingon')"))

    assert observation.error is not None
    assert observation.error.message == "unknown encoding: klingon"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "a = np.ones(2)\nt = torch.from_dlpack(a)\na[0] = 5\nprint(t.tolist(), t.dtype)",
            "[5.0, 1.0] torch.float64\n",
        ),
        ("x = torch.zeros(2)\na = np.from_dlpack(x)\na[0] = 5\nx[1] = 6\nprint(x.tolist(), a)", "[5.0, 6.0] [5. 6.]\n"),
        ("x = torch.zeros(2)\ny = torch.from_dlpack(x)\ny[0] = 5\nprint(x.tolist())", "[5.0, 0.0]\n"),
        ("a = np.zeros(2)\nb = np.from_dlpack(a)\nb[0] = 5\nprint(a, a is b)", "[5. 0.] False\n"),
        ("a = np.zeros(2)\nt = torch.from_dlpack(a, copy=True)\nt[0] = 5\nprint(a)", "[0. 0.]\n"),
        ("x = torch.zeros(2)\na = np.from_dlpack(x, copy=True)\na[0] = 5\nprint(x.tolist())", "[0.0, 0.0]\n"),
        ("from torch.utils.dlpack import from_dlpack\nprint(from_dlpack(np.ones(1)).tolist())", "[1.0]\n"),
        ("print(torch.from_dlpack.__name__)", "from_dlpack\n"),
    ],
)
def test_from_dlpack_shares_memory_as_the_librarys_own(source: str, shown: str) -> None:
    ran = under_policy(source)

    assert (ran.text, ran.error) == (shown, None)


LOGGED = {
    "logging.warning('w %d', 1)\nlogging.info('i')": "WARNING:root:w 1\n",
    "logging.basicConfig(level=logging.INFO, format='%(message)s')\nlogging.info('x = %s', [1])": "x = [1]\n",
    "logging.basicConfig(stream=sys.stdout, level='DEBUG')\nlogging.debug('%(n)s', {'n': 2})": "DEBUG:root:2\n",
    "logging.basicConfig(stream=sys.stderr)\nlogging.error('gone')": "",
    "log = logging.getLogger('mine')\nlog.setLevel(10)\nlog.debug('d')\nprint(log.name)": "d\nmine\n",
    "from logging import getLogger, INFO\ngetLogger().setLevel(INFO)\ngetLogger().info('i')": "INFO:root:i\n",
    "logging.basicConfig(format='[%(levelname)s]')\nlogging.basicConfig(format='')\nlogging.error(0)": "[ERROR]\n",
}


@pytest.mark.parametrize("source", LOGGED)
def test_what_is_logged_is_shown_as_printed_text_is(source: str) -> None:
    assert under_policy(f"import logging, sys\n{source}").text == LOGGED[source]


@pytest.mark.parametrize(
    "source",
    [
        "logging.basicConfig(filename='/tmp/x')",
        "logging.basicConfig(handlers=[])",
        "logging.FileHandler('/tmp/x')",
        "logging.getLogger()._settings",
        "logging.Logger(None, 'x')",
        "logging.info.__self__",
        "logging.basicConfig.__globals__",
        "logging.sys",
        "logging.getLogger().manager",
    ],
)
def test_logging_leads_nowhere_else(source: str) -> None:
    ran = under_policy(f"import logging\n{source}")

    assert ran.error is not None
    assert ran.error[0] in ("Refusal", "AttributeError")
    assert not ran.shown
