"""a card's facts in the open, and no index that nothing is looked up by"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OF_A_GROUP = sa.text("group_id IS NOT NULL")
GROUPS = ("ix_outbox_group", "outbox", ["group_id", "state"])


def upgrade() -> None:
    op.add_column("outbox", sa.Column("facts", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    op.drop_index("ix_outbox_group", table_name="outbox")
    op.create_index(*GROUPS, sqlite_where=OF_A_GROUP, postgresql_where=OF_A_GROUP)
    op.drop_index("ix_shift_person_id", table_name="shift")
    op.drop_index("ix_shift_end_at", table_name="shift")


def downgrade() -> None:
    """Cards that wait are lost: nobody could open what they say."""
    op.create_index("ix_shift_end_at", "shift", ["end_at"])
    op.create_index("ix_shift_person_id", "shift", ["person_id"])
    op.drop_index("ix_outbox_group", table_name="outbox")
    op.create_index(*GROUPS)
    op.drop_column("outbox", "facts")
