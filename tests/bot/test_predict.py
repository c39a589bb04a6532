"""A lesson card asks for a prediction without giving it away; an answer is told why, and shows what was held back."""

import pytest

from bot.cards import lesson, predict
from bot.pictures import picture
from bot.playground import Playground
from bot.playground.people import text_of as text_in_chat
from bot.playground.places import CHANNELS
from bot.tutor import Tutor
from bot.values import Card
from lessons import course as lessons
from lessons.course import LANGS, Course, Lang
from tests.bot.conftest import MINJI, text_of
from tests.bot.payloads import check


def at(course: Course, lang: Lang, n: int, number: int) -> lessons.Card:
    return course.lessons[lang][n - 1].cards[number - 1]


def drawn(course: Course, lang: Lang, n: int, number: int) -> Card:
    return lesson.card(lang, course.lessons[lang], at(course, lang, n, number), picture)


@pytest.mark.parametrize("lang", LANGS)
async def test_a_card_asks_above_its_buttons_and_keeps_the_answer(course: Course, lang: Lang) -> None:
    card = drawn(course, lang, 8, 6)
    [select] = card.selects
    assert select.action == "predict:8:6"
    assert [choice.value for choice in select.choices] == [
        "RuntimeError",
        "tensor(16.)",
        "tensor(4.)",
        "tensor(8.)",
        predict.RATHER,
    ]
    assert "tensor(8.)" not in text_of(card)
    assert not any(word in text_of(card) for word in ("so we see 8", "8이 됐어요"))
    check(card)


async def test_every_answer_of_every_card_fits_and_tells_its_reason(course: Course) -> None:
    for lang in LANGS:
        asking = [card for each in course.lessons[lang] for card in each.cards if card.prediction]
        for card in asking:
            assert card.prediction
            for option in card.prediction.options:
                told = predict.told(lang, card, option.shows)
                assert told is not None
                check(told)
                text = text_of(told)
                assert option.why[lang] in text
                assert card.prediction.right.shows in text
                assert told.accent == ("good" if option == card.prediction.right else "partly")
                assert all(block.text in text for block in card.held if isinstance(block, lessons.Prose))
                assert all(button.action != f"card:{card.lesson}:{card.number}" for button in told.buttons)


def test_a_wrong_answer_leads_to_the_card_that_teaches_it(course: Course) -> None:
    told = predict.told("en", at(course, "en", 5, 3), "tensor(0., dtype=torch.float64)")
    assert told is not None
    assert [(button.action, button.label) for button in told.buttons] == [("card:5:4", "Lesson 5, card 4")]
    right = predict.told("en", at(course, "en", 5, 3), "tensor(100., dtype=torch.float64)")
    assert right is not None
    assert right.buttons == ()


def test_who_would_rather_see_it_sees_it_and_the_words_after_it(course: Course) -> None:
    told = predict.told("en", at(course, "en", 8, 6), predict.RATHER)
    assert told is not None
    assert "tensor(8.)" in text_of(told)
    assert "so we see 8" in text_of(told)


@pytest.mark.parametrize(
    ("n", "number", "chosen"), [(8, 6, "tensor(7.)"), (8, 6, ""), (8, 1, "x"), (8, 99, "x"), (0, 0, "x"), (99, 1, "x")]
)
def test_an_answer_that_no_card_offers_is_told_so(tutor: Tutor, n: int, number: int, chosen: str) -> None:
    assert "older version" in text_of(tutor.predicted("en", n, number, chosen))


async def test_run_shows_the_output_and_the_words_after_it(tutor: Tutor) -> None:
    card = await tutor.run_card(MINJI, "en", 8, 6)
    assert "tensor(8.)" in text_of(card)
    assert "so we see 8" in text_of(card)


async def test_a_choice_in_chat_is_answered_for_one_pair_of_eyes(chat: Playground) -> None:
    person = chat.person("alex")
    person.say(CHANNELS[0].id, "!lesson 4")
    card = await person.reply()
    person.press(card, "predict:4:1", ["5"])
    told = await person.reply()
    assert told.audience == person.user.id
    assert "torch.Size([5])" in text_in_chat(told)
    assert "torch.Size([5])" not in text_in_chat(card)
    person.press(told, "card:4:2")
    assert "ndimension" in text_in_chat(await person.edited(told))
