"""a dead row knows its inbox row, and how often it was tried"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dead") as batch_op:
        batch_op.add_column(sa.Column("seq", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("attempts", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE dead SET attempts = 1, "
        "seq = (SELECT inbox.seq FROM inbox WHERE inbox.update_id = dead.update_id)"
    )
    with op.batch_alter_table("dead") as batch_op:
        batch_op.alter_column("attempts", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("dead") as batch_op:
        batch_op.drop_column("attempts")
        batch_op.drop_column("seq")
