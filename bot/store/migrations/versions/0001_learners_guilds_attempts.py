"""Learners, guilds and attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the three tables in an empty database."""
    op.create_table(
        "learners",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8)),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learners")),
    )
    op.create_table(
        "guilds",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8)),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guilds")),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("learner", sa.String(32), nullable=False),
        sa.Column("guild", sa.String(32)),
        sa.Column("exercise", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("score", sa.Double, nullable=False),
        sa.Column("max", sa.Integer, nullable=False),
        sa.Column("earned", sa.Text, nullable=False),
        sa.Column("duration_ms", sa.Double, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("torch", sa.String(64)),
        sa.Column("rubric", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name=op.f("fk_attempts_learner")),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name=op.f("fk_attempts_guild")),
        sa.CheckConstraint("exercise >= 1", name=op.f("ck_attempts_exercise")),
        sa.CheckConstraint("verdict IN ('full', 'partial', 'zero')", name=op.f("ck_attempts_verdict")),
        sa.CheckConstraint("score >= 0 AND score <= max", name=op.f("ck_attempts_score")),
        sa.CheckConstraint("duration_ms >= 0", name=op.f("ck_attempts_duration")),
    )
    op.create_index("ix_attempts_best", "attempts", ["guild", "learner", "exercise", "score", "created"])


def downgrade() -> None:
    """Take them away again, with all that is in them."""
    op.drop_table("attempts")
    op.drop_table("guilds")
    op.drop_table("learners")
