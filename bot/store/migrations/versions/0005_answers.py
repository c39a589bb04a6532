"""Where a program's lines stand in what was sent, hints on an exercise's card, and what an answer has beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add columns and a table; all that was kept stays as it is."""
    op.add_column("attempts", sa.Column("parts", sa.Text, nullable=False, server_default="[]"))
    op.add_column("answers", sa.Column("parts", sa.Text, nullable=False, server_default="[]"))
    op.add_column("answers", sa.Column("beside", sa.String(32)))
    op.add_column("answers", sa.Column("error", sa.Text))
    op.create_index("ix_answers_submission", "answers", ["submission"])
    op.create_table(
        "hints",
        sa.Column("learner", sa.String(32), nullable=False),
        sa.Column("guild", sa.String(32), nullable=False),
        sa.Column("exercise", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("learner", "guild", "exercise", name="pk_hints"),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name="fk_hints_learner"),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("hints")
    op.drop_index("ix_answers_submission", "answers")
    op.drop_column("answers", "error")
    op.drop_column("answers", "beside")
    op.drop_column("answers", "parts")
    op.drop_column("attempts", "parts")
