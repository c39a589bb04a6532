"""The tables as they are after the newest migration. `HEAD` is that migration's revision.

Moments are whole microseconds since the epoch, UTC: exact and ordered alike on every database. Scores are
multiples of a half, which binary floats hold exactly, so totals and ties are exact too.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

HEAD = "0006"
MAX_ID = 32  # a snowflake has 20 digits at most
MAX_NAME = 64
MAX_NICKNAME = 32

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

learners = Table(
    "learners",
    metadata,
    Column("id", String(MAX_ID), primary_key=True),
    Column("name", String(MAX_NAME), nullable=False),  # as last seen
    Column("language", String(8)),
    Column("created", BigInteger, nullable=False),
    Column("hidden", Boolean, nullable=False, server_default=false()),  # from leaderboards
    Column("nickname", String(MAX_NICKNAME)),  # for leaderboards
)

guilds = Table(
    "guilds",
    metadata,
    Column("id", String(MAX_ID), primary_key=True),
    Column("language", String(8)),
    Column("created", BigInteger, nullable=False),
    Column("settings", Text, nullable=False, server_default="{}"),  # JSON: what else its owner set
)

attempts = Table(
    "attempts",
    metadata,
    # SQLite numbers rows by itself only in a column of the very type INTEGER.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("learner", ForeignKey(learners.c.id), nullable=False),
    Column("guild", ForeignKey(guilds.c.id)),  # null in a direct message
    Column("exercise", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("verdict", String(8), nullable=False),
    Column("status", String(16), nullable=False),
    Column("score", Double, nullable=False),
    Column("max", Integer, nullable=False),
    Column("earned", Text, nullable=False),  # JSON: points by criterion id
    Column("duration_ms", Double, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("language", String(8), nullable=False),
    Column("torch", String(64)),
    Column("rubric", String(64)),
    Column("submission", String(64)),  # of which the seeds of its runs come; null in what 0001 kept
    Column("flags", Text, nullable=False, server_default="[]"),  # JSON: what was tampered with
    Column("hints", Integer, nullable=False, server_default="0"),  # how many were opened on its answer
    Column("penalty", Double, nullable=False, server_default="0"),  # for hints; the score is without it already
    Column("parts", Text, nullable=False, server_default="[]"),  # JSON: where its lines stand in what was sent
    CheckConstraint("exercise >= 1", name="exercise"),
    CheckConstraint("verdict IN ('full', 'partial', 'zero')", name="verdict"),
    CheckConstraint("score >= 0 AND score <= max", name="score"),
    CheckConstraint("duration_ms >= 0", name="duration"),
    # Leaderboard, progress and best are answered from this index alone.
    Index("ix_attempts_best", "guild", "learner", "exercise", "score", "created"),
    # A submission that is answered again after a restart is one attempt all the same.
    Index("ux_attempts_submission", "submission", unique=True),
)

# An exercise's own hint, opened on its card: once is once, however often it is read again.
hints = Table(
    "hints",
    metadata,
    Column("learner", ForeignKey(learners.c.id), primary_key=True),
    Column("guild", String(MAX_ID), primary_key=True),  # empty in direct messages
    Column("exercise", Integer, primary_key=True, autoincrement=False),
    Column("created", BigInteger, nullable=False),
)

# What a grade was and became. An attempt's notes go with it.
regrades = Table(
    "regrades",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("attempt", ForeignKey(attempts.c.id, ondelete="CASCADE"), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("before", Double, nullable=False),
    Column("after", Double, nullable=False),
    Column("earned_before", Text, nullable=False),
    Column("earned_after", Text, nullable=False),
    Column("rubric_before", String(64)),
    Column("rubric_after", String(64)),
    Column("torch_before", String(64)),
    Column("torch_after", String(64)),
    Column("reason", Text, nullable=False),
    Index("ix_regrades_attempt", "attempt"),
)

# Which message of ours answers which of a student's (or which interaction), so that an edit changes it in its place.
# A program stands in it only from when it came until its answer is out: what a restart interrupts is answered after.
answers = Table(
    "answers",
    metadata,
    Column("message", String(MAX_ID), primary_key=True),
    Column("channel", String(MAX_ID), nullable=False),
    Column("reply", String(MAX_ID)),  # null until it is out
    Column("learner", ForeignKey(learners.c.id), nullable=False),
    Column("guild", String(MAX_ID)),
    Column("exercise", Integer),  # null for a free run
    Column("language", String(8), nullable=False),
    Column("digest", String(64), nullable=False),  # of the program: an edit that left it alone is none
    Column("submission", String(64), nullable=False),
    Column("source", Text),
    Column("parts", Text, nullable=False, server_default="[]"),  # an attempt's
    Column("notes", Text, nullable=False, server_default="[]"),  # JSON: what was repaired in the program
    Column("beside", String(MAX_ID)),  # a line of ours that says that the answer will come, and goes when it does
    Column("error", Text),  # in Python's own words, for as long as the row is kept
    Column("created", BigInteger, nullable=False),
    Index("ix_answers_submission", "submission"),
    Index("ix_answers_learner", "learner"),
    Index("ix_answers_created", "created"),
)

# Who serves: a second tutor on the same database waits.
leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("expires", BigInteger, nullable=False),
)
