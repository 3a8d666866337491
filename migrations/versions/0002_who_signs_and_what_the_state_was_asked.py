"""who signs and what the state was asked."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

TEXTS = ('authors', 'state_comment')


def upgrade() -> None:
    with op.batch_alter_table('narrative') as batch_op:
        for name in TEXTS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('narrative') as batch_op:
        for name in TEXTS:
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('narrative') as batch_op:
        for name in TEXTS:
            batch_op.drop_column(name)
