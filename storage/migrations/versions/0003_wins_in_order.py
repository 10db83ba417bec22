"""wins in order, and what sort each one is"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TAG = "tag IN ('','crucial','value','accomplished')"
COUNTED = {"sqlite_autoincrement": True}  # SQLite copies the table, and would forget it
LISTED = sa.text("gone_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("win") as batch_op:
        batch_op.add_column(sa.Column("work_date", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("tag", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    op.execute(
        "UPDATE win SET tag = '', "
        "work_date = (SELECT shift.work_date FROM shift WHERE shift.id = win.shift_id)"
    )
    highest = highest_given()
    with op.batch_alter_table("win", table_kwargs=COUNTED) as batch_op:
        batch_op.alter_column("work_date", existing_type=sa.Date(), nullable=False)
        batch_op.alter_column(
            "tag", existing_type=sqlmodel.sql.sqltypes.AutoString(), nullable=False
        )
        batch_op.create_check_constraint(op.f("ck_win_tag"), TAG)
    go_on_after(highest)
    op.create_index(
        "ix_win_listed",
        "win",
        ["person_id", "work_date", "said_at", "id"],
        sqlite_where=LISTED,
        postgresql_where=LISTED,
    )


def downgrade() -> None:
    op.drop_index("ix_win_listed", table_name="win")
    highest = highest_given()
    with op.batch_alter_table("win", table_kwargs=COUNTED) as batch_op:
        batch_op.drop_constraint(op.f("ck_win_tag"), type_="check")
        batch_op.drop_column("tag")
        batch_op.drop_column("work_date")
    go_on_after(highest)


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def highest_given() -> int:
    """The last id SQLite gave, also when its row is gone: buttons may still carry it."""
    if not on_sqlite():
        return 0
    question = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'win'")
    return int(op.get_bind().execute(question).scalar() or 0)


def go_on_after(highest: int) -> None:
    if on_sqlite():
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'win'")
        op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('win', {highest})")
