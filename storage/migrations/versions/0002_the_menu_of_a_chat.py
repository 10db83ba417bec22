"""the menu of a chat"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("menu", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    op.add_column(
        "person", sa.Column("menu_due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
    )
    op.create_index(op.f("ix_person_menu_due_at"), "person", ["menu_due_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_person_menu_due_at"), table_name="person")
    op.drop_column("person", "menu_due_at")
    op.drop_column("person", "menu")
