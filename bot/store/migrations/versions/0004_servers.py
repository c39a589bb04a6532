"""What a server's owner set, which message answers which, who serves, nicknames, and what hints cost."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add columns and tables; all that was kept stays as it is."""
    op.add_column("guilds", sa.Column("settings", sa.Text, nullable=False, server_default="{}"))
    op.add_column("learners", sa.Column("nickname", sa.String(32)))
    op.add_column("attempts", sa.Column("penalty", sa.Double, nullable=False, server_default="0"))
    op.create_index("ux_attempts_submission", "attempts", ["submission"], unique=True)
    op.create_table(
        "answers",
        sa.Column("message", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("reply", sa.String(32)),
        sa.Column("learner", sa.String(32), nullable=False),
        sa.Column("guild", sa.String(32)),
        sa.Column("exercise", sa.Integer),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("submission", sa.String(64), nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("message", name="pk_answers"),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name="fk_answers_learner"),
    )
    op.create_index("ix_answers_learner", "answers", ["learner"])
    op.create_index("ix_answers_created", "answers", ["created"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("leases")
    op.drop_table("answers")
    op.drop_index("ux_attempts_submission", "attempts")
    op.drop_column("attempts", "penalty")
    op.drop_column("learners", "nickname")
    op.drop_column("guilds", "settings")
