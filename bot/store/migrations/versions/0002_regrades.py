"""What an attempt needs to be graded again, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to each attempt its submission, its flags and its hints; make the table of regrades."""
    op.add_column("attempts", sa.Column("submission", sa.String(64)))
    op.add_column("attempts", sa.Column("flags", sa.Text, nullable=False, server_default="[]"))
    op.add_column("attempts", sa.Column("hints", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "regrades",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("attempt", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("before", sa.Double, nullable=False),
        sa.Column("after", sa.Double, nullable=False),
        sa.Column("earned_before", sa.Text, nullable=False),
        sa.Column("earned_after", sa.Text, nullable=False),
        sa.Column("rubric_before", sa.String(64)),
        sa.Column("rubric_after", sa.String(64)),
        sa.Column("torch_before", sa.String(64)),
        sa.Column("torch_after", sa.String(64)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrades")),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.id"], name=op.f("fk_regrades_attempt"), ondelete="CASCADE"),
    )
    op.create_index("ix_regrades_attempt", "regrades", ["attempt"])


def downgrade() -> None:
    """Take them away again, with all that is in them."""
    op.drop_table("regrades")
    for column in ("hints", "flags", "submission"):
        op.drop_column("attempts", column)
