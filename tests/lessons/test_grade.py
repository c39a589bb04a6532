"""What is decided from observations alone: gates, plans, changed numbers, and the proof of an exercise's folder."""

import shutil

import msgspec
import pytest

from lessons.course import LANGS, CourseError, Criterion, Finding
from lessons.exercises import load_exercises, placeholders
from lessons.grade import grade
from lessons.load import COURSE
from lessons.numbers import has_integer, holds_in_order, holds_run, numbers_in, spell
from lessons.plan import plan
from lessons.sight import Sight
from sandbox.protocol import Evidence, Fault, Look, Observation, Output, TensorView, Twist

EXERCISES = load_exercises(COURSE)


def tensor(number=0, made="torch.tensor", values=(1, 2, 3), **more):
    """A tensor of three numbers, as the sandbox tells of it."""
    return TensorView(number, made, 1, (3,), "torch.int64", number, values, values, **more)


def seen(*outputs, status="ok", error=None, evidence=None):
    """One run."""
    return Observation("run", status, tuple(Output("stdout", text) for text in outputs), error=error, evidence=evidence)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", EXERCISES)
@pytest.mark.parametrize(
    ("observation", "key"),
    [
        (seen(evidence=Evidence()), "no_tensor"),
        (seen("tensor([5, 7, 9])"), "no_tensor"),
        (seen(status="error", error=Fault("SyntaxError", "invalid syntax", 3)), "stopped"),
        (seen(status="error", error=Fault("NameError", "x", 2), evidence=Evidence()), "stopped"),
        (seen(status="refused", error=Fault("Refused", "no", 1), evidence=Evidence()), "refused"),
        (seen(status="timeout"), "killed"),
        (seen(status="crash", error=Fault("Crash", "SIGSEGV")), "killed"),
        (seen(evidence=Evidence(tensors=(tensor(),), tampered=("torch.rand",))), "tampered"),
    ],
)
def test_a_gate_gives_nothing_and_says_why(number, lang, observation, key):
    result = grade(EXERCISES[number], (observation, observation), lang)
    assert (result.score, result.max, result.verdict) == (0, 10, "zero")
    assert {row.key for row in result.criteria} == {key}
    assert all(row.message and "{" not in row.message for row in result.criteria)
    assert result.flags == (("torch.rand",) if key == "tampered" else ())


@pytest.mark.parametrize("observations", [(), (seen(status="internal"),), (seen(), seen(status="internal"))])
def test_what_failed_on_our_side_is_not_graded(observations):
    with pytest.raises(ValueError, match="of their own"):
        grade(EXERCISES[4], observations, "en")


def test_what_came_before_a_refusal_keeps_its_points():
    evidence = Evidence(tensors=(tensor(0), tensor(1, values=(4, 5, 6))))
    refused = seen(status="refused", error=Fault("Refused", "no", 3), evidence=evidence)
    result = grade(EXERCISES[4], (refused, refused), "en")
    assert [row.earned for row in result.criteria] == [2, 0, 0, 0, 0]
    assert result.verdict == "partial"


def test_a_finding_that_its_criterion_does_not_list_is_our_fault():
    criterion = Criterion("inputs", 10, lambda observations: Finding(1, "surprise"), ("both", "one", "missing"))
    broken = msgspec.structs.replace(EXERCISES[4], criteria=(criterion,))
    with pytest.raises(ValueError, match="surprise"):
        grade(broken, (seen(evidence=Evidence(tensors=(tensor(),))),), "ko")


def test_a_plan_is_two_traced_runs_with_their_own_seeds_and_repeats():
    jobs = plan(EXERCISES[4], "a = torch.tensor([1, 2, 3])\n", "submission", 4_000)
    assert jobs == plan(EXERCISES[4], "a = torch.tensor([1, 2, 3])\n", "submission", 4_000)
    assert [job.trace for job in jobs] == [True, True]
    assert len({job.seed for job in jobs} | {job.seed for job in plan(EXERCISES[4], "", "other", 4_000)}) == 4
    assert len({job.id for job in jobs}) == 2
    assert {job.deadline_ms for job in jobs} == {4_000}
    assert jobs[0].source == jobs[1].source == "a = torch.tensor([1, 2, 3])\n"
    assert all(len(job.id) <= 64 for job in plan(EXERCISES[1], "", "x" * 64, 4_000))


@pytest.mark.parametrize("number", EXERCISES)
def test_the_first_run_is_plain_and_the_second_has_other_seeds_and_shows_unwritten_memory(number):
    first, second, *_ = plan(EXERCISES[number], "x", "id", 1_000)
    assert first.twist is None
    assert second.twist.fill
    assert second.twist.seed_offset > 0
    assert second.twist.seed_offset != plan(EXERCISES[number], "x", "another", 1_000)[1].twist.seed_offset


def test_a_third_run_has_other_seeds_alone_and_none_of_the_typed_answers():
    *_, third = plan(EXERCISES[2], "if x.dim() == 1:\n    print('1D', x.dim())", "id", 1_000)
    assert third.source == "if x.dim() == 1:\n    print('□D', x.dim())"
    assert third.twist.seed_offset > 0
    assert third.twist == Twist(seed_offset=third.twist.seed_offset, fill=True)
    assert len({job.seed for job in plan(EXERCISES[1], "x = torch.rand(3, 3) * 2", "id", 1_000)}) == 3
    # Where nothing is typed and nothing computed, the second run has told it all.
    assert len(plan(EXERCISES[1], "x = torch.rand(3, 3)\nprint(x, x.dtype)", "id", 1_000)) == 2
    assert len(plan(EXERCISES[2], "x.dim()", "id", 1_000)) == 2


def test_numbers_are_read_out_of_text_and_names_are_not():
    text = "tensor([ 5., 7.00, -9e1], dtype=torch.float64) x2 = 3x3? a[0]"
    assert numbers_in(text) == [5, 7, -90, 3, 0]
    assert holds_run([1, 5, 7, 9], (5, 7, 9))
    assert not holds_run([5, 0, 7, 9], (5, 7, 9))
    assert holds_in_order([5, 0, 7, 9], (5, 7, 9))
    assert not holds_in_order([9, 7, 5], (5, 7, 9))
    assert not holds_run([float("nan")], (float("nan"),))
    assert not holds_run([1.0], ())
    assert spell((1.0, 2.5)) == "[1, 2.5]"


@pytest.mark.parametrize("text", ["1", "1D", "차원: 1", "1차원", "(1,)", "is 1.", "[1]"])
def test_an_integer_is_found(text):
    assert has_integer(text, 1)


@pytest.mark.parametrize("text", ["1.0", "11", "0.1", "[1. 2.]", "[0. 1.]", ""])
def test_a_part_of_another_number_is_no_integer(text):
    assert not has_integer(text, 1)


def test_only_what_was_shown_after_the_look_counts():
    evidence = Evidence(tensors=(tensor(),), looks=(Look("show", 0, 1, 2, 1, (1, 2, 3)),))
    outputs = (Output("echo", "[1, 2, 3]"), Output("echo", "nothing"), Output("echo", "[9]"))
    assert not Sight(Observation("run", "ok", outputs, evidence=evidence)).landed(evidence.looks[0])
    outputs = (*outputs[:2], Output("echo", "tensor([1, 2, 3])"))
    assert Sight(Observation("run", "ok", outputs, evidence=evidence)).landed(evidence.looks[0])


def test_a_lineage_ends_though_its_parents_are_a_ring():
    evidence = Evidence(tensors=(tensor(0, parents=(1,)), tensor(1, parents=(0, 7))))
    assert Sight(seen(evidence=evidence)).lineage(0) == {0, 1, 7}


@pytest.fixture
def course(tmp_path):
    """A copy of the shipped exercises, to be broken."""
    for part in (*COURSE.glob("exercise_*"), *COURSE.glob("gate.*.toml")):
        target = tmp_path / part.name
        if part.is_dir():
            shutil.copytree(part, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(part, target)
    return tmp_path


def edit(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_another_exercise_is_one_more_folder(course):
    shutil.copytree(course / "exercise_1", course / "exercise_23")
    assert sorted(load_exercises(course)) == [*sorted(EXERCISES), 23]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("exercise_4/text.ko.toml", 'one = "', 'two = "', "inputs.*one, two"),
        ("exercise_4/text.en.toml", "{missing}", "{lost}", "placeholders of inputs.one"),
        ("exercise_4/text.en.toml", "[criteria.sum]", "[criteria.total]", "messages"),
        ("exercise_4/text.en.toml", "title =", "titel =", "title"),
        ("exercise_4/text.ko.toml", '"', "", "text.ko.toml"),
        ("exercise_4/rubric.py", '"inputs", 2', '"inputs", 3', "11, not to 10"),
        ("exercise_4/rubric.py", 'Criterion("sum"', 'Criterion("inputs"', "one id"),
        ("exercise_1/mistakes/constant.py", "dtype=3", "", "every criterion"),
        ("exercise_1/mistakes/constant.py", "dtype=3", "dtype=4", "every criterion"),
        ("exercise_1/mistakes/constant.py", "random=0", "random=3", "earns everything"),
        ("gate.ko.toml", "killed", "gone", "gate.en.toml: only one language has gone, killed"),
        ("gate.en.toml", "{error}", "{fault}", "placeholders of stopped"),
    ],
)
def test_a_broken_folder_is_told_with_its_file(course, file, old, new, told):
    edit(course / file, old, new)
    with pytest.raises(CourseError, match=told):
        load_exercises(course)


@pytest.mark.parametrize("file", ["exercise_2/rubric.py", "exercise_2/text.en.toml", "gate.ko.toml"])
def test_a_missing_file_is_told(course, file):
    (course / file).unlink()
    with pytest.raises(CourseError, match=file.rsplit("/", 1)[-1]):
        load_exercises(course)


PARTICLES = ("은", "는", "이", "가", "을", "를", "과", "와", "으로", "로", "이에요", "예요", "이나", "이라", "라는")


@pytest.mark.parametrize("number", EXERCISES)
def test_no_korean_particle_follows_a_placeholder(number):
    text = EXERCISES[number].texts["ko"]
    messages = [*text.gate.values(), *(m for row in text.criteria.values() for m in row.messages.values())]
    for message in messages:
        for name in placeholders(message):
            _, *after = message.split("{" + name + "}")
            assert not any(rest.lstrip("`)").startswith(PARTICLES) for rest in after), message


def test_the_numbers_of_a_second_run_are_a_submission_s_own():
    for id in ("one", "two"):
        twist = plan(EXERCISES[4], "x", id, 1_000)[1].twist
        assert [swap.old for swap in twist.swaps] == [(1, 2, 3), (4, 5, 6)]
        new = [number for swap in twist.swaps for number in swap.new]
        assert len(set(new)) == 6
        assert not set(new) & {1, 2, 3, 4}
    assert plan(EXERCISES[4], "x", "one", 1_000)[1].twist.swaps != plan(EXERCISES[4], "x", "two", 1_000)[1].twist.swaps


def test_the_second_run_has_another_dtype_or_another_shape():
    assert plan(EXERCISES[1], "x", "id", 1_000)[1].twist.double
    [swap] = plan(EXERCISES[2], "x", "id", 1_000)[1].twist.swaps
    assert len(swap.new) == swap.shape[0] > 20
    assert len(swap.shape) > 11
