"""What was repaired in a program whose answer is still to come."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add a column; all that was kept stays as it is."""
    op.add_column("answers", sa.Column("notes", sa.Text, nullable=False, server_default="[]"))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("answers", "notes")
