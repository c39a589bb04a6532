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

HEAD = "0003"
MAX_ID = 32  # a snowflake has 20 digits at most
MAX_NAME = 64

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
)

guilds = Table(
    "guilds",
    metadata,
    Column("id", String(MAX_ID), primary_key=True),
    Column("language", String(8)),
    Column("created", BigInteger, nullable=False),
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
    CheckConstraint("exercise >= 1", name="exercise"),
    CheckConstraint("verdict IN ('full', 'partial', 'zero')", name="verdict"),
    CheckConstraint("score >= 0 AND score <= max", name="score"),
    CheckConstraint("duration_ms >= 0", name="duration"),
    # Leaderboard, progress and best are answered from this index alone.
    Index("ix_attempts_best", "guild", "learner", "exercise", "score", "created"),
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
