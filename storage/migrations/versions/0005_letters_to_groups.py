"""letters to groups, whose turn a letter is, what it edits, and files that were sent"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()
COUNTED = {"sqlite_autoincrement": True}  # SQLite copies the table, and would forget it
KINDS = "kind IN ('shift_end','tell_weekly','own_hour','answer'{digest})"
STATES = "state IN ('waiting','sending','sent','unknown','failed','expired'{cancelled})"
OPEN = sa.text("state IN ('waiting','sending')")
WAITING = sa.text("state = 'waiting'")
SENDING = sa.text("state = 'sending'")


def upgrade() -> None:
    op.create_table(
        "group_chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("missing_on", sa.Date(), nullable=True),
        sa.CheckConstraint("state IN ('active','muted','gone')", name=op.f("ck_group_chat_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_chat")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_group_chat_chat_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_file_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("person_id", "content", name=op.f("uq_file_person_id_content")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_file_person_id", "file", ["person_id"])
    op.add_column("person", sa.Column("missing_on", sa.Date(), nullable=True))
    op.drop_index("ix_outbox_open", table_name="outbox")
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("priority", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("edits", sa.BigInteger(), nullable=True))
    op.execute("UPDATE outbox SET priority = CASE WHEN kind = 'answer' THEN 0 ELSE 1 END")
    highest = highest_given()
    with op.batch_alter_table("outbox", table_kwargs=COUNTED) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("priority", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            op.f("fk_outbox_group_id_group_chat"), "group_chat", ["group_id"], ["id"]
        )
        check_anew(
            batch_op, KINDS.format(digest=",'digest'"), STATES.format(cancelled=",'cancelled'")
        )
        batch_op.create_check_constraint(
            op.f("ck_outbox_reader"), "(person_id IS NULL) <> (group_id IS NULL)"
        )
    go_on_after(highest)
    op.drop_index("ix_outbox_person_id", table_name="outbox")
    op.create_index("ix_outbox_person", "outbox", ["person_id", "state"])
    op.create_index("ix_outbox_group", "outbox", ["group_id", "state"])
    some("ix_outbox_due", ["priority", "not_before"], WAITING)
    some("ix_outbox_stale", ["expires_at"], WAITING)
    some("ix_outbox_sending", ["lease_until"], SENDING)


def downgrade() -> None:
    for name in ("due", "stale", "sending", "group", "person"):
        op.drop_index(f"ix_outbox_{name}", table_name="outbox")
    op.execute("DELETE FROM outbox WHERE person_id IS NULL")
    op.execute("UPDATE outbox SET state = 'failed' WHERE state = 'cancelled'")
    highest = highest_given()
    with op.batch_alter_table("outbox", table_kwargs=COUNTED) as batch_op:
        batch_op.drop_constraint(op.f("ck_outbox_reader"), type_="check")
        batch_op.drop_constraint(op.f("fk_outbox_group_id_group_chat"), type_="foreignkey")
        batch_op.alter_column("person_id", existing_type=sa.Integer(), nullable=False)
        check_anew(batch_op, KINDS.format(digest=""), STATES.format(cancelled=""))
        for column in ("group_id", "priority", "edits"):
            batch_op.drop_column(column)
    go_on_after(highest)
    some("ix_outbox_open", ["not_before"], OPEN)
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    op.drop_column("person", "missing_on")
    op.drop_table("file")
    op.drop_table("group_chat")


def check_anew(batch_op: op.batch_alter_table, kinds: str, states: str) -> None:
    for name, words in (("kind", kinds), ("state", states)):
        batch_op.drop_constraint(op.f(f"ck_outbox_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_outbox_{name}"), words)


def some(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def highest_given() -> int:
    """The last id SQLite gave, also when its row is gone: letters under way carry it."""
    if not on_sqlite():
        return 0
    question = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
    return int(op.get_bind().execute(question).scalar() or 0)


def go_on_after(highest: int) -> None:
    if on_sqlite():
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'outbox'")
        op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', {highest})")
