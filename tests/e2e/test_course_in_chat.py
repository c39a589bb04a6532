"""A student does the course in chat, and an instructor looks at the board."""

import pytest

from bot.playground.files import Upload
from bot.playground.people import button, text_of
from tests.e2e.conftest import CHANNEL, Stack

IMPORTS = "import torch\nimport numpy as np\n"

# (exercise, program, what the headline says)
SUBMISSIONS = {
    "1 right": (1, "x = torch.rand(3, 3)\nprint(x)\nprint(x.dtype)", "10 / 10"),
    "1 partly": (1, "x = torch.rand(3, 3)\nprint(x)", "7 / 10"),
    "1 wrong": (1, "print('torch.float32')", "0 / 10"),
    "2 right": (2, "a = torch.Tensor([1.0, 2.0, 3.0, 4.0, 5.0])\na.size()\na.ndimension()", "10 / 10"),
    "2 partly": (2, "a = torch.Tensor([1.0, 2.0, 3.0, 4.0, 5.0])\na.size()", "7 / 10"),
    "2 wrong": (2, "print([1.0, 2.0, 3.0, 4.0, 5.0])", "0 / 10"),
    "3 right": (
        3,
        "a = np.array([1.0, 2.0, 3.0])\nt = torch.from_numpy(a)\nb = t.numpy()\na[0] = 100\nprint(t)",
        "10 / 10",
    ),
    "3 partly": (3, "a = np.array([1.0, 2.0, 3.0])\nt = torch.from_numpy(a)\nb = t.numpy()\nprint(t)", "6 / 10"),
    "3 wrong": (3, "a = [1.0, 2.0, 3.0]\na[0] = 100\nprint(a)", "0 / 10"),
    "4 right": (
        4,
        "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)\nprint(a - b)\nprint(a * b)\n3 * a",
        "10 / 10",
    ),
    "4 partly": (
        4,
        "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)\nprint(a - b)",
        "6 / 10",
    ),
    "4 wrong": (4, "print([5, 7, 9], [-3, -3, -3], [4, 10, 18], [3, 6, 9])", "0 / 10"),
}


@pytest.mark.parametrize(("number", "program", "score"), SUBMISSIONS.values(), ids=SUBMISSIONS.keys())
async def test_a_reply_to_the_card_is_graded(stack: Stack, number: int, program: str, score: str) -> None:
    stack.alex.say(CHANNEL, f"!exercise {number}")
    card = await stack.alex.reply()
    answer = await stack.ask(stack.alex, f"```py\n{program}\n```", reply_to=card)
    assert score in answer.split("\n")[0]


async def test_one_message_holds_output_gradients_grade_and_next_step(stack: Stack) -> None:
    program = (
        "a = torch.tensor([1., 2., 3.], requires_grad=True)\nb = torch.tensor([4., 5., 6.])\n"
        "print((a + b).detach())\n(a * b).sum().backward()"
    )
    answer = await stack.ask(stack.alex, f"!submit 4\n```py\n{program}\n```")
    assert "tensor([5., 7., 9.])" in answer
    assert "a (3,)" in answer
    assert " [2]  3.     6.     ≈ 6." in answer
    assert "✅" in answer
    assert "❌" in answer
    assert "Next" in answer


async def test_a_lesson_card_turns_and_runs(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!lesson 8")
    card = await stack.alex.reply()
    while "requires_grad=True)" not in text_of(card):
        stack.alex.press(card, button(card, "Next"))
        card = await stack.alex.edited(card)
    stack.alex.press(card, button(card, "Run"))
    assert "tensor(2., requires_grad=True)" in text_of(await stack.alex.reply())


async def test_the_hint_is_for_the_one_who_asks(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!exercise 4")
    card = await stack.alex.reply()
    stack.alex.press(card, button(card, "Hint"))
    hint = await stack.alex.reply()
    assert hint.audience == stack.alex.user.id
    assert "*" in text_of(hint)


async def test_hints_on_an_answer_lead_to_a_repair_of_the_student_s_own_code(stack: Stack) -> None:
    program = "a = np.array([1.0, 2.0, 3.0])\nt = torch.tensor(a)\nb = t.numpy()\na[0] = 100\nprint(t)"
    stack.alex.say(CHANNEL, f"!submit 3\n```py\n{program}\n```")
    answer = await stack.alex.reply()
    rungs = []
    card, label = answer, "Hint"
    for following in ("Hint 2 of 3", "Hint 3 of 3", None):
        stack.alex.press(card, button(card, label))
        card, label = await stack.alex.reply(), following
        assert card.audience == stack.alex.user.id
        rungs.append(text_of(card))
    assert "t = torch.tensor(a)" in rungs[0]
    assert "+t = torch.from_numpy(a)" in rungs[2]
    assert "from 6 to 10 of 10" in rungs[2]
    stack.minji.press(answer, button(answer, "Hint"))
    others = text_of(await stack.minji.reply())
    assert "다른 학생" in others


async def test_an_error_shows_the_student_s_own_line(stack: Stack) -> None:
    answer = await stack.ask(stack.alex, "!run\n```py\nx = torch.ones(2)\ny = x + torch.ones(3)\n```")
    assert "▶ 2 │ y = x + torch.ones(3)" in answer
    assert "RuntimeError" not in answer  # Python's own words are a press away
    assert "line 2" in answer


async def test_an_endless_loop_is_stopped_and_said(stack: Stack) -> None:
    answer = await stack.ask(stack.minji, "!run\n```py\nprint('시작')\nwhile True:\n    pass\n```")
    assert "시작" in answer
    assert "1.5초" in answer


async def test_the_leaderboard_after_them(stack: Stack) -> None:
    right, partly = SUBMISSIONS["4 right"][1], SUBMISSIONS["4 partly"][1]
    await stack.ask(stack.alex, f"!submit 4\n```py\n{partly}\n```")
    await stack.ask(stack.minji, f"!submit 4\n```py\n{right}\n```")
    await stack.ask(stack.minji, f"!submit 1\n```py\n{SUBMISSIONS['1 right'][1]}\n```")
    board = await stack.ask(stack.place.person("teacher"), "!leaderboard")
    rows = [line.split() for line in board.split("\n") if "민지" in line or "Alex" in line]
    assert [(row[0], row[1], row[-1]) for row in rows] == [("1", "20", "민지"), ("2", "6", "Alex")]
    progress = await stack.ask(stack.minji, "!progress")
    assert "10" in progress


async def test_each_reads_their_own_language(stack: Stack) -> None:
    korean, english = [await stack.ask(person, "!help") for person in (stack.minji, stack.alex)]
    assert "연습" in korean
    assert "exercise" in english
    await stack.ask(stack.minji, "!language en")
    assert await stack.ask(stack.minji, "!help") == english


async def test_slash_commands_do_the_same(stack: Stack) -> None:
    stack.alex.slash(CHANNEL, "exercise", number=4)
    card = await stack.alex.reply()
    assert "4" in text_of(card)
    stack.alex.slash(CHANNEL, "submit", number=4)
    form = await stack.alex.modal()
    [box] = [part for part in _parts(form.payload) if part.get("type") == 4]
    stack.alex.submit(form, {box["custom_id"]: SUBMISSIONS["4 right"][1]})
    assert "10 / 10" in text_of(await stack.alex.reply())


async def test_a_file_is_a_submission(stack: Stack) -> None:
    file = Upload("answer.py", SUBMISSIONS["4 right"][1].encode())
    stack.alex.say(CHANNEL, "!submit 4", attachments=[file])
    assert "10 / 10" in text_of(await stack.alex.reply())


def _parts(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        return [value, *(part for inner in value.values() for part in _parts(inner))]
    return [part for inner in value for part in _parts(inner)] if isinstance(value, list) else []
