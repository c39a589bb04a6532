"""The order of a leaderboard, against a model that replays the attempts one by one."""

from collections.abc import Callable
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import Store
from bot.values import Attempt, Author, Marks, Ranking, Standing

Make = Callable[..., Attempt]
_guilds = count(100)


def model(attempts: list[Attempt], guild: str) -> tuple[Standing, ...]:
    """The definition, in plain Python: replay in order of time, remember when the total last rose."""
    learners: dict[str, list[Attempt]] = {}
    names: dict[str, str] = {}
    for attempt in attempts:
        names[attempt.author.id] = attempt.author.name
        if attempt.author.guild == guild:
            learners.setdefault(attempt.author.id, []).append(attempt)
    order = []
    for learner, tried in learners.items():
        best: dict[int, float] = {}
        total, reached = -1.0, 0.0
        for attempt in sorted(tried, key=lambda attempt: attempt.seconds):
            best[attempt.exercise] = max(attempt.score, best.get(attempt.exercise, 0.0))
            if sum(best.values()) > total:
                total, reached = sum(best.values()), attempt.seconds
        order.append((-total, len(tried), reached, int(learner), dict(sorted(best.items()))))
    order.sort(key=lambda row: row[:4])
    return tuple(
        Standing(rank, names[str(learner)], -total, best, tries)
        for rank, (total, tries, _reached, learner, best) in enumerate(order, start=1)
    )


async def board(store: Store, guild: str = "9") -> list[str]:
    return [standing.name for standing in await store.leaderboard(guild)]


drawn = st.lists(
    st.tuples(
        st.sampled_from(["7", "8", "80", "123"]),
        st.sampled_from([1, 2, 3, 4]),
        st.integers(0, 20).map(lambda halves: halves / 2) | st.sampled_from([0.0, 10.0]),
        st.integers(0, 12),
        st.sampled_from(["here", "here", "here", "elsewhere", None]),
    ),
    max_size=24,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=drawn, limit=st.integers(0, 5))
async def test_it_agrees_with_the_model(store: Store, attempt: Make, drawn: list[tuple], limit: int) -> None:
    here = str(next(_guilds))
    guilds = {"here": here, "elsewhere": f"{here}1", None: None}
    made = [
        attempt(
            learner=learner,
            name=f"{learner} {n}",
            exercise=exercise,
            score=score,
            seconds=at,
            guild=guilds[place],
        )
        for n, (learner, exercise, score, at, place) in enumerate(drawn)
    ]
    for each in made:
        await store.add_attempt(each)
    expected = model(made, here)
    # An example leaves its learners behind, so a name may be of an earlier one: last seen is last written.
    assert await store.leaderboard(here) == expected
    assert await store.leaderboard(here, limit=limit) == expected[:limit]


async def test_a_row_says_everything(store: Store, attempt: Make) -> None:
    for exercise, score in ((4, 3.0), (1, 10.0), (4, 9.5), (2, 0.0), (4, 1.0)):
        await store.add_attempt(attempt(name="김서연", exercise=exercise, score=score))
    assert await store.leaderboard("9") == (Standing(1, "김서연", 19.5, {1: 10.0, 2: 0.0, 4: 9.5}, 5),)


async def test_the_higher_total_leads_whatever_the_tries(store: Store, attempt: Make) -> None:
    await store.add_attempt(attempt(learner="1", score=9.5, seconds=1))
    for second in range(5):
        await store.add_attempt(attempt(learner="2", score=10.0, seconds=10 + second))
    assert await board(store) == ["learner 2", "learner 1"]


async def test_fewer_tries_lead_where_totals_are_equal(store: Store, attempt: Make) -> None:
    for second in (1, 2):
        await store.add_attempt(attempt(learner="1", score=10.0, seconds=second))
    await store.add_attempt(attempt(learner="2", score=10.0, seconds=9))
    assert await board(store) == ["learner 2", "learner 1"]


async def test_then_the_earlier_total_leads(store: Store, attempt: Make) -> None:
    for learner, score, second in (("1", 4.0, 1), ("1", 10.0, 5), ("2", 10.0, 2), ("2", 3.0, 9)):
        await store.add_attempt(attempt(learner=learner, score=score, seconds=second))
    assert await board(store) == ["learner 2", "learner 1"]


async def test_a_zero_elsewhere_does_not_move_the_moment(store: Store, attempt: Make) -> None:
    for learner, exercise, score, second in (
        ("1", 1, 10.0, 1),
        ("1", 2, 0.0, 9),
        ("2", 2, 0.0, 2),
        ("2", 1, 10.0, 3),
    ):
        await store.add_attempt(attempt(learner=learner, exercise=exercise, score=score, seconds=second))
    assert await board(store) == ["learner 1", "learner 2"]


async def test_a_total_of_zero_is_reached_by_the_first_try(store: Store, attempt: Make) -> None:
    for learner, second in (("1", 3), ("2", 2), ("2", 9), ("1", 8)):
        await store.add_attempt(attempt(learner=learner, score=0.0, verdict="zero", seconds=second))
    assert await board(store) == ["learner 2", "learner 1"]


async def test_a_full_tie_goes_to_the_older_account(store: Store, attempt: Make) -> None:
    for learner in ("100000000000000000", "99999999999999999", "123"):
        await store.add_attempt(attempt(learner=learner))
    standings = await store.leaderboard("9")
    assert [standing.rank for standing in standings] == [1, 2, 3]
    assert [standing.name.split()[1] for standing in standings] == [
        "123",
        "99999999999999999",
        "100000000000000000",
    ]


async def test_direct_messages_and_other_guilds_stay_out(store: Store, attempt: Make) -> None:
    await store.add_attempt(attempt(learner="1", score=2.0))
    await store.add_attempt(attempt(learner="1", score=10.0, guild=None))
    await store.add_attempt(attempt(learner="2", score=10.0, guild="8"))
    assert [(row.name, row.total, row.tries) for row in await store.leaderboard("9")] == [("learner 1", 2.0, 1)]
    assert await store.leaderboard("7") == ()


async def test_only_the_exercises_that_count_are_counted(store: Store, attempt: Make) -> None:
    for learner, exercise, score in (("7", 1, 6.0), ("7", 5, 10.0), ("8", 1, 8.0), ("80", 5, 10.0)):
        await store.add_attempt(attempt(learner=learner, name=learner, exercise=exercise, score=score, seconds=1))
    expected = (Standing(1, "8", 8.0, {1: 8.0}, 1), Standing(2, "7", 6.0, {1: 6.0}, 1))
    assert await store.leaderboard("9", counted=[1, 2, 3, 4]) == expected
    assert await store.leaderboard("9", counted=[]) == ()
    assert [(row.name, row.total) for row in await store.leaderboard("9")] == [("7", 16.0), ("80", 10.0), ("8", 8.0)]


async def crowd(store: Store, attempt: Make, students: int) -> None:
    """So many learners, ranked by their number."""
    for at in range(1, students + 1):
        await store.add_attempt(attempt(learner=str(at), score=10 - at / 2, seconds=at))


def ranks(ranking: Ranking) -> list[int]:
    return [row.rank for row in ranking.rows]


async def test_a_page_is_a_part_and_says_how_many_there_are(store: Store, attempt: Make) -> None:
    await crowd(store, attempt, 7)
    pages = [await store.board("9", [1], after=after, limit=3) for after in (0, 3, 6, 9)]
    assert [ranks(page) for page in pages] == [[1, 2, 3], [4, 5, 6], [7], []]
    assert [page.students for page in pages] == [7, 7, 7, 0]
    assert not any(row.own for page in pages for row in page.rows)


async def test_a_row_with_its_neighbours(store: Store, attempt: Make) -> None:
    await crowd(store, attempt, 7)
    for asker, expected in (("4", [2, 3, 4, 5, 6]), ("1", [1, 2, 3]), ("7", [5, 6, 7]), ("99", [])):
        near = await store.board_near("9", [1], asker, near=2)
        assert ranks(near) == expected
        assert [row.rank for row in near.rows if row.own] == ([int(asker)] if expected else [])


async def test_one_exercise_alone_has_its_own_order(store: Store, attempt: Make) -> None:
    for learner, exercise, score in (("1", 1, 10.0), ("1", 2, 3.0), ("2", 2, 8.0), ("2", 5, 10.0), ("3", 5, 9.0)):
        await store.add_attempt(attempt(learner=learner, name=learner, exercise=exercise, score=score))
    second = await store.board("9", [2], after=0, limit=5)
    assert [(row.name, row.total, row.best) for row in second.rows] == [("2", 8.0, {2: 8.0}), ("1", 3.0, {2: 3.0})]
    bonus = await store.board("9", [5], after=0, limit=5)
    assert [row.name for row in bonus.rows] == ["2", "3"]


async def test_a_nickname_stands_for_a_name_and_hiding_goes_before_it(store: Store, attempt: Make) -> None:
    await crowd(store, attempt, 4)
    for learner in ("1", "2"):
        await store.set_nickname(Author(learner, f"learner {learner}", "9"), f"otter {learner}")
    await store.hide(Author("2", "learner 2", "9"), hidden=True)
    names = await store.board("9", [1], after=0, limit=9)
    assert [(row.name, row.hidden) for row in names.rows] == [
        ("otter 1", False),
        ("", True),
        ("learner 3", False),
        ("learner 4", False),
    ]
    nicknames = await store.board("9", [1], after=0, limit=9, nicknames=True)
    assert [(row.name, row.hidden) for row in nicknames.rows] == [
        ("otter 1", False),
        ("", True),
        ("", True),
        ("", True),
    ]
    assert await store.alias("2") == (True, "otter 2")
    await store.set_nickname(Author("1", "learner 1", "9"), None)
    assert await store.alias("1") == (False, None)
    assert (await store.board("9", [1], after=0, limit=1)).rows[0].name == "learner 1"


async def test_whom_a_learner_meets(store: Store, attempt: Make) -> None:
    for learner, guild in (("1", "9"), ("1", "8"), ("2", "9"), ("3", "8"), ("4", "7"), ("5", None)):
        await store.add_attempt(attempt(learner=learner, guild=guild, name=f"name {learner}"))
    await store.set_nickname(Author("2", "name 2", "9"), "otter")
    assert sorted(await store.beside("1", "9")) == ["name 2", "name 3", "otter"]
    assert sorted(await store.beside("6", "7")) == ["name 4"]
    assert await store.beside("6", None) == ()


async def test_marks_are_of_all_with_bonuses_apart(store: Store, attempt: Make) -> None:
    for learner, exercise, score in (("1", 1, 4.0), ("1", 1, 9.5), ("1", 5, 10.0), ("2", 1, 10.0), ("3", 5, 3.0)):
        await store.add_attempt(attempt(learner=learner, exercise=exercise, score=score))
    await store.hide(Author("2", "learner 2", "9"), hidden=True)
    await store.set_nickname(Author("3", "learner 3", "9"), "otter")
    await store.add_attempt(attempt(learner="4", guild="8"))
    assert await store.marks("9", [1, 2]) == (
        Marks("2", "learner 2", None, True, 1, 10.0, 1, {1: 10.0}, {1: 1}),
        Marks("1", "learner 1", None, False, 2, 9.5, 2, {1: 9.5, 5: 10.0}, {1: 2, 5: 1}),
        Marks("3", "learner 3", "otter", False, None, None, None, {5: 3.0}, {5: 1}),
    )


async def test_a_best_attempt_is_the_solved_one_then_the_higher_then_the_earlier(store: Store, attempt: Make) -> None:
    for exercise, verdict, score, sum_ in ((1, "partial", 9.5, 1), (1, "full", 8.0, 2), (2, "zero", 3.0, 3)):
        await store.add_attempt(attempt(exercise=exercise, verdict=verdict, score=score, earned={"sum": sum_}))
    for score, sum_ in ((4.0, 4), (7.0, 5), (7.0, 6)):
        await store.add_attempt(attempt(learner="2", exercise=1, score=score, earned={"sum": sum_}))
    await store.add_attempt(attempt(learner="2", exercise=1, score=10.0, guild="8"))
    found = [
        (each.learner, each.exercise, each.score, each.solved, each.earned["sum"], each.tries)
        for each in await store.bests("9")
    ]
    assert len(found) == 3
    assert found[0][1:] == (1, 8.0, True, 2, 2)
    assert found[1][1:] == (2, 3.0, False, 3, 1)
    assert found[2] == ("2", 1, 7.0, False, 5, 3)
