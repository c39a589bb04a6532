"""Words that a program chooses by what it asked of a tensor, and the marks beside them."""

import pytest

from lessons.marks import is_told
from lessons.told import marked
from sandbox.protocol import Fault, Observation, Output

CHOSEN = {
    "print('flat' if x.dim() == 1 else 'deep')": "print('{}⟦dim⟧'.format('flat' if x.dim() == 1 else 'deep'))",
    "print('a\\n' if x.dim() == 1 else 'b')": "print('{}⟦dim⟧'.format('a\\n' if x.dim() == 1 else 'b'))",
    "print(x.ndim == 1)": "print('{}⟦dim⟧'.format(x.ndim == 1))",
    "x.size() == (5,)": "'{}⟦size⟧'.format(x.size() == (5,))",
    "print('a', {1: 'b', 2: 'c'}[x.dim()])": "print('a', '{}⟦dim⟧'.format({1: 'b', 2: 'c'}[x.dim()]))",
    "print(len(x.shape) == 1)": "print('{}⟦dim⟧'.format(len(x.shape) == 1))",
    "print(*['a' if len(x) == 5 else 'b'])": "print(*['a' if len(x) == 5 else 'b'], '{}⟦size⟧'.format(''))",
}
FOLLOWED = (
    "d = x.dim()\nword = 'flat' if d == 1 else 'deep'\nprint(f'it is {word}')",
    "words = ['scalar', 'vector']\nprint('a ' + words[x.ndim])",
    "words = {0: 'scalar', 1: 'vector'}\nprint(words.get(x.ndimension(), 'more'))",
    "if x.dim() == 1:\n    print('flat')\nelse:\n    print('deep')",
    "if x.dim() == 0:\n    print('none')\nelif x.dim() == 1:\n    print('one')\nelse:\n    print('more')",
    "word = 'deep'\nif x.dim() == 1:\n    word = 'flat'\nprint(word)",
    "def f(t):\n    if t.dim() == 1:\n        return 'flat'\n    return 'deep'\nprint(f(x))",
    "f = lambda n: 'flat' if n == 1 else 'deep'\nprint(f(x.dim()))",
    "def dims(t):\n    return t.dim()\nprint('flat' if dims(x) == 1 else 'deep')",
    "match x.dim():\n    case 1:\n        print('flat')\n    case _:\n        print('deep')",
    "import sys\nsys.stdout.write('flat' if x.dim() == 1 else 'deep')",
)
NO_CHOICE = (
    "if x.dim() == 1:\n    print('flat')",
    "if x.dim() == 1:\n    print('flat')\nelse:\n    pass",
    "print({1: 'flat'}.get(x.dim()))",
    "x.dim()\nprint('big' if x.sum() > 20 else 'small')",
    "print(x.dim(), x.shape, len(x), x.dtype)",
    "print(x.dtype == torch.float32)",
    "print([v for v in values if x.dim() == 1])",
    "print('unclosed",
    "",
)


@pytest.mark.parametrize("source", CHOSEN)
def test_a_chosen_word_is_marked_where_it_is_shown(source):
    assert marked(source) == CHOSEN[source]


@pytest.mark.parametrize("source", FOLLOWED)
def test_a_choice_is_followed_through_names_tables_and_functions(source):
    assert "⟦dim⟧" in marked(source)
    compile(marked(source), "program", "exec")


@pytest.mark.parametrize("source", NO_CHOICE)
def test_what_is_no_choice_stays_to_the_letter(source):
    assert marked(source) == source


def test_a_dtype_that_words_were_chosen_by():
    assert "⟦dtype⟧" in marked("print('single' if x.dtype == torch.float32 else 'double')")


def test_a_crowded_program_is_marked_in_a_moment():
    long = "if x.dim() == 1:\n    print('a')\n" + "elif a:\n    b = 'c'\n" * 900
    assert marked(long) == long  # nested too deep


def seen(text, error=None):
    return Observation("x", "error" if error else "ok", (Output("stdout", text),), error=error)


CRASH = Fault("IndexError", "list index out of range")


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ((seen("flat"), seen("deep"), seen("flat⟦dim⟧")), True),
        ((seen("1-D"), seen("not 1-D"), seen("1-D⟦dim⟧")), True),
        ((seen("flat"), seen("", CRASH), seen("flat⟦dim⟧")), True),
        ((seen("flat"), seen("flat"), seen("flat⟦dim⟧")), False),
        ((seen("flat"), seen(""), seen("flat⟦dim⟧")), False),
        ((seen("flat"), seen("deep"), seen("flat⟦size⟧")), False),
        ((seen("flat⟦dim⟧"), seen("deep"), seen("flat⟦dim⟧")), False),
        ((seen("flat"), seen("deep")), False),
    ],
)
def test_words_count_where_they_are_others_for_another_tensor(runs, told):
    assert is_told(runs, "dim") is told
