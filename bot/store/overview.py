"""The statement about a class: the best attempt of each student at each exercise, and how many there were.

It ranks nobody. All right once is best, whatever its hints cost; then the score, then the earlier.
"""

from typing import Any

from sqlalchemy import Select, case, func, select

from bot.store.schema import attempts, learners


def bests(guild: str) -> Select[Any]:
    """Learner, name, exercise, score, solved, earned, tries of all learners of a guild, a row per exercise of each."""
    a = attempts.c
    solved, own = case((a.verdict == "full", 1), else_=0), (a.learner, a.exercise)
    order = func.row_number().over(partition_by=own, order_by=(solved.desc(), a.score.desc(), a.id))
    tries = func.count().over(partition_by=own)
    kept = select(*own, a.score, a.earned, solved.label("solved"), tries.label("tries"), order.label("at"))
    k = kept.where(a.guild == guild).subquery().c
    rows = select(k.learner, learners.c.name, k.exercise, k.score, k.solved, k.earned, k.tries)
    return rows.join(learners, learners.c.id == k.learner).where(k.at == 1).order_by(k.learner, k.exercise)
