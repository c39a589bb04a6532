"""The leaderboard of a server: its pages, one student's own row, and what is said in its place."""

from bot.cards.corner import corner
from bot.cards.fit import fit
from bot.cards.table import table
from bot.values import Block, Button, Card, Choice, Code, Frozen, Ranking, Select, Text
from bot.words import say
from lessons.course import Course, Lang

PAGE = 15  # rows that a phone shows at once
_CHOICES = 25  # of a select


class Place(Frozen, frozen=True):
    """Which part of which board: `exercise` 0 is all that count; pages count from 1."""

    exercise: int = 0
    page: int = 1


def shown(
    lang: Lang,
    ranking: Ranking,
    at: Place,
    course: Course,
    prefix: str,
    *,
    nicknames: bool = False,
    instructor: bool = False,
) -> Card:
    """A page for all to read. Nobody's row is marked: a mark would give away who is hidden.

    With `nicknames` the server shows no other names; an `instructor` gets the ways to the class and to the CSV.
    """
    blocks = [_head(lang, at, course, ranking.students), *_body(lang, ranking, at, course, prefix)]
    if ranking.rows:
        blocks.append(Text(say(lang, "board.nicknames" if nicknames else "board.ties")))
    buttons = [*_ways(lang, at, ranking.students), *_own(lang, at, ranking)]
    buttons += _for_instructors(lang, at) if instructor else []
    other = corner(lang, "board", at.exercise, at.page)
    return fit("plain", blocks, buttons, [_which(lang, at, course)], other, lang=lang)


def mine(
    lang: Lang,
    ranking: Ranking,
    at: Place,
    course: Course,
    prefix: str,
    *,
    hidden: bool,
    nickname: str | None,
    notes: tuple[str, ...] = (),
) -> Card:
    """One student's row with its neighbours, for their eyes alone. `notes` say what was just done."""
    blocks: list[Block] = [Text("\n".join(notes))] if notes else []
    blocks.append(_head(lang, at, course, None))
    if any(each.own for each in ranking.rows):
        blocks += [*_body(lang, ranking, at, course, prefix), Text(say(lang, "board.own"))]
    else:
        blocks.append(Text(say(lang, "board.absent", prefix=prefix, number=at.exercise or 1)))
    if nickname is not None:
        blocks.append(Text(say(lang, "board.alias", nickname=nickname)))
    hiding = "reveal" if hidden else "hide"
    buttons = [Button(f"board:{hiding}:{at.exercise}", say(lang, f"board.{hiding}")), _nickname(lang, at)]
    return fit("plain", blocks, buttons, lang=lang)


def off(lang: Lang, prefix: str) -> Card:
    """The server shows none, but to its instructors."""
    look = Button("board:look:0", say(lang, "board.look"))
    return fit("plain", [_sentence(lang, "off", prefix)], [look], lang=lang)


def private(lang: Lang, prefix: str) -> Card:
    """There is no board in a direct message."""
    return fit("plain", [_sentence(lang, "private", prefix)], lang=lang)


def _sentence(lang: Lang, key: str, prefix: str) -> Text:
    return Text(f"{say(lang, 'board.title')}\n{say(lang, f'board.{key}', prefix=prefix)}")


def _head(lang: Lang, at: Place, course: Course, students: int | None) -> Text:
    """The title; below it, where they are known, how many there are and which page it is."""
    key = "board.title" if not at.exercise else f"board.title_{_kind(at.exercise, course)}"
    title = say(lang, key, number=at.exercise)
    if not students:
        return Text(title)
    text = course.exercises[at.exercise].texts[lang] if at.exercise else None
    what = text.title if text else say(lang, "board.every")
    about = say(lang, "board.about_one" if students == 1 else "board.about", what=what, students=students)
    pages = _pages(students)
    return Text(f"{title}\n{about}" + (say(lang, "board.page", page=at.page, pages=pages) if pages > 1 else ""))


def _body(lang: Lang, ranking: Ranking, at: Place, course: Course, prefix: str) -> list[Block]:
    if not ranking.rows:
        return [Text(say(lang, "board.empty", prefix=prefix, number=at.exercise or 1))]
    return [Code(table(lang, ranking.rows, [] if at.exercise else list(course.counted)))]


def _ways(lang: Lang, at: Place, students: int) -> list[Button]:
    pages = _pages(students)
    if pages == 1:
        return []
    back, on = f"board:page:{at.exercise}:{at.page - 1}", f"board:page:{at.exercise}:{at.page + 1}"
    return [
        Button(back, say(lang, "board.back"), enabled=at.page > 1),
        Button(on, say(lang, "board.next"), enabled=at.page < pages),
    ]


def _own(lang: Lang, at: Place, ranking: Ranking) -> list[Button]:
    if not ranking.rows:
        return []
    where = Button(f"board:mine:{at.exercise}", say(lang, "board.mine"), "primary")
    return [where, Button(f"board:hide:{at.exercise}", say(lang, "board.hide")), _nickname(lang, at)]


def _nickname(lang: Lang, at: Place) -> Button:
    return Button(f"board:nickname:{at.exercise}", say(lang, "board.nickname"))


def _for_instructors(lang: Lang, at: Place) -> list[Button]:
    whole = Button(f"board:class:{at.exercise}", say(lang, "overview.open"))
    return [whole, Button("board:export:0", say(lang, "board.export"))]


def _which(lang: Lang, at: Place, course: Course) -> Select:
    numbers = [*course.counted, *course.bonuses][: _CHOICES - 1]
    every = Choice("0", say(lang, "board.choice_all"), chosen=not at.exercise)
    ones = [choice(lang, number, course, chosen=number == at.exercise) for number in numbers]
    return Select("board:show:0", say(lang, "board.show"), (every, *ones))


def choice(lang: Lang, number: int, course: Course, *, chosen: bool) -> Choice:
    """An exercise as a line of a list."""
    label = say(lang, f"board.choice_{_kind(number, course)}", number=number)
    return Choice(str(number), label, course.exercises[number].texts[lang].title, chosen)


def _kind(number: int, course: Course) -> str:
    return "bonus" if number in course.bonuses else "one"


def _pages(students: int) -> int:
    return max(-(-students // PAGE), 1)
