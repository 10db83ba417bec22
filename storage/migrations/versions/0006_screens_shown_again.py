"""a screen may be due to be shown again"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DUE = sa.text("again_at IS NOT NULL")


def upgrade() -> None:
    op.add_column(
        "screen", sa.Column("again_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
    )
    op.create_index(
        "ix_screen_again", "screen", ["again_at"], sqlite_where=DUE, postgresql_where=DUE
    )


def downgrade() -> None:
    op.drop_index("ix_screen_again", table_name="screen")
    op.drop_column("screen", "again_at")
