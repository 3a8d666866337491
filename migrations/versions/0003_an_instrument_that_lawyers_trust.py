"""checklists of one's own, values, versions, checks of sources; finished work is closed."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# What belongs to the answers of an assessment, each with the column that names it.
OF_ASSESSMENT = ('answer', 'answer_citation', 'answer_version')
ANSWERS = ('answer', 'answer_version')
REFUSAL = 'a submitted assessment can not be changed'
PUBLISHED = 'a published checklist can not be changed'


def upgrade() -> None:
    op.create_table(
        'own_checklist',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('checklist_id', sa.String(64), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('content_yaml', sa.String(), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=True),
        sa.Column('published_at', sa.DateTime(), nullable=True),
        sa.Column('made_by_id', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('removed_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ['made_by_id'], ['user.id'], name='fk_own_checklist_made_by_id_user'
        ),
        sa.PrimaryKeyConstraint('id', name='pk_own_checklist'),
        sa.UniqueConstraint('checklist_id', 'number', name='uq_own_checklist_checklist_id_number'),
    )
    op.create_table(
        'source_check',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('source_key', sa.String(64), nullable=False),
        sa.Column('standard_id', sa.String(64), nullable=False),
        sa.Column('instrument_id', sa.String(64), nullable=False),
        sa.Column('provision', sa.String(200), nullable=False),
        sa.Column('who', sa.String(), nullable=False),
        sa.Column('checked_on', sa.String(10), nullable=False),
        sa.Column('against', sa.String(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('removed_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['by_id'], ['user.id'], name='fk_source_check_by_id_user'),
        sa.PrimaryKeyConstraint('id', name='pk_source_check'),
        sa.UniqueConstraint('source_key', name='uq_source_check_source_key'),
    )
    op.add_column('assessment', sa.Column('moved_from', sa.Integer(), nullable=True))
    op.add_column('assessment', sa.Column('instruments', sa.JSON(), nullable=True))
    for table in ANSWERS:
        op.add_column(table, sa.Column('value', sa.JSON(), nullable=True))
        op.add_column(
            table, sa.Column('asked_in', sa.Integer(), nullable=False, server_default='1')
        )
        op.execute(
            f'UPDATE {table} SET asked_in = (SELECT checklist_version FROM assessment '
            f'WHERE assessment.id = {table}.assessment_id)'
        )
    _close()


def downgrade() -> None:
    _open()
    for table in ANSWERS:
        op.drop_column(table, 'asked_in')
        op.drop_column(table, 'value')
    op.drop_column('assessment', 'instruments')
    op.drop_column('assessment', 'moved_from')
    op.drop_table('source_check')
    op.drop_table('own_checklist')


def _rules() -> list[tuple[str, str, str, str, str]]:
    """Return each trigger: its name, table, event, the condition on its row, and what it says."""
    found = []
    for table in OF_ASSESSMENT:
        for event, row in (('INSERT', 'NEW'), ('UPDATE', 'OLD'), ('DELETE', 'OLD')):
            closed = (
                'EXISTS (SELECT 1 FROM assessment WHERE '
                f"assessment.id = {row}.assessment_id AND assessment.status = 'submitted')"
            )
            found.append((f'{table}_{event.lower()}_closed', table, event, closed, REFUSAL))
    moved = (
        "OLD.status = 'submitted' AND NEW.status = 'submitted' AND ("
        'OLD.checklist_id <> NEW.checklist_id OR OLD.checklist_version <> NEW.checklist_version '
        'OR OLD.checklist_hash <> NEW.checklist_hash OR '
        "COALESCE(CAST(OLD.instruments AS TEXT), '') <> "
        "COALESCE(CAST(NEW.instruments AS TEXT), ''))"
    )
    found.append(('assessment_closed', 'assessment', 'UPDATE', moved, REFUSAL))
    for event in ('UPDATE', 'DELETE'):
        name = f'own_checklist_{event.lower()}_closed'
        found.append((name, 'own_checklist', event, 'OLD.published_at IS NOT NULL', PUBLISHED))
    return found


def _close() -> None:
    """Let the database itself refuse what may not be changed any more."""
    is_postgresql = op.get_bind().dialect.name == 'postgresql'
    for name, table, event, condition, text in _rules():
        if is_postgresql:
            result = 'OLD' if event == 'DELETE' else 'NEW'
            op.execute(
                f'CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN '
                f"IF {condition} THEN RAISE EXCEPTION '{text}' USING ERRCODE = '23514'; END IF; "
                f'RETURN {result}; END $$ LANGUAGE plpgsql'
            )
            op.execute(
                f'CREATE TRIGGER {name} BEFORE {event} ON {table} '
                f'FOR EACH ROW EXECUTE FUNCTION {name}()'
            )
        else:
            op.execute(
                f'CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} '
                f"BEGIN SELECT RAISE(ABORT, '{text}'); END"
            )


def _open() -> None:
    for name, table, *_ in _rules():
        if op.get_bind().dialect.name == 'postgresql':
            op.execute(f'DROP TRIGGER {name} ON {table}')
            op.execute(f'DROP FUNCTION {name}()')
        else:
            op.execute(f'DROP TRIGGER {name}')
