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
VERSION = ('checklist_id', 'checklist_version', 'checklist_hash', 'moved_from')
SUBMITTED_WITH = (
    'case_id',
    'hearing_id',
    'reviewer_id',
    'submitted_at',
    'submitted_facts',
    'submitted_law',
    'instruments',
)
EMPTIED_NEVER = (*OF_ASSESSMENT, 'assessment', 'own_checklist')
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
    op.add_column('assessment', sa.Column('submitted_law', sa.JSON(), nullable=True))
    for table in ANSWERS:
        op.add_column(table, sa.Column('value', sa.JSON(), nullable=True))
        op.add_column(
            table, sa.Column('asked_in', sa.Integer(), nullable=False, server_default='1')
        )
        op.execute(
            f'UPDATE {table} SET asked_in = (SELECT checklist_version FROM assessment '
            f'WHERE assessment.id = {table}.assessment_id)'
        )
    op.add_column(
        'finding', sa.Column('made_in', sa.Integer(), nullable=False, server_default='1')
    )
    op.execute(
        'UPDATE finding SET made_in = (SELECT checklist_version FROM assessment '
        'WHERE assessment.id = finding.assessment_id)'
    )
    _close()


def downgrade() -> None:
    _open()
    op.drop_column('finding', 'made_in')
    for table in ANSWERS:
        op.drop_column(table, 'asked_in')
        op.drop_column(table, 'value')
    op.drop_column('assessment', 'submitted_law')
    op.drop_column('assessment', 'instruments')
    op.drop_column('assessment', 'moved_from')
    op.drop_table('source_check')
    op.drop_table('own_checklist')


def _rules() -> list[tuple[str, str, str, str, str]]:
    """Return each trigger: its name, table, event, the condition on its row, and what it says."""
    found = []
    for table in OF_ASSESSMENT:
        for event, rows in (('INSERT', ('NEW',)), ('UPDATE', ('OLD', 'NEW')), ('DELETE', ('OLD',))):
            closed = ' OR '.join(
                'EXISTS (SELECT 1 FROM assessment WHERE '
                f"assessment.id = {row}.assessment_id AND assessment.status = 'submitted')"
                for row in rows
            )
            found.append((f'{table}_{event.lower()}_closed', table, event, closed, REFUSAL))
    submitted = "OLD.status = 'submitted'"
    becomes = "NEW.status = 'submitted'"
    other_words = _differ(*VERSION)
    rests = _differ(*SUBMITTED_WITH)
    moved = (
        f'({submitted} OR {becomes}) AND ({other_words}) '
        f'OR {submitted} AND {becomes} AND ({rests})'
    )
    found.append(('assessment_update_closed', 'assessment', 'UPDATE', moved, REFUSAL))
    found.append(('assessment_delete_closed', 'assessment', 'DELETE', submitted, REFUSAL))
    # An insert that replaces a row deletes it without the trigger for that.
    replaced = "EXISTS (SELECT 1 FROM assessment WHERE id = NEW.id AND status = 'submitted')"
    found.append(('assessment_insert_closed', 'assessment', 'INSERT', replaced, REFUSAL))
    published = 'OLD.published_at IS NOT NULL'
    for event in ('UPDATE', 'DELETE'):
        name = f'own_checklist_{event.lower()}_closed'
        found.append((name, 'own_checklist', event, published, PUBLISHED))
    replaced = (
        'EXISTS (SELECT 1 FROM own_checklist WHERE published_at IS NOT NULL AND (id = NEW.id OR '
        'checklist_id = NEW.checklist_id AND number = NEW.number))'
    )
    found.append(('own_checklist_insert_closed', 'own_checklist', 'INSERT', replaced, PUBLISHED))
    return found


def _differ(*columns: str) -> str:
    """Return the condition that one of the columns changes; as text, for JSON has no equality."""
    return ' OR '.join(
        f"COALESCE(CAST(OLD.{column} AS TEXT), '') <> COALESCE(CAST(NEW.{column} AS TEXT), '')"
        for column in columns
    )


def _close() -> None:
    """Let the database itself refuse what may not be changed any more."""
    is_postgresql = op.get_bind().dialect.name == 'postgresql'
    for name, table, event, condition, text in _rules():
        if is_postgresql:
            result = 'OLD' if event == 'DELETE' else 'NEW'
            _function(name, f"IF {condition} THEN {_raise(text)} END IF; RETURN {result};")
            op.execute(
                f'CREATE TRIGGER {name} BEFORE {event} ON {table} '
                f'FOR EACH ROW EXECUTE FUNCTION {name}()'
            )
        else:
            op.execute(
                f'CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} '
                f"BEGIN SELECT RAISE(ABORT, '{text}'); END"
            )
    if is_postgresql:
        _function('never_emptied', _raise(REFUSAL))
        for table in EMPTIED_NEVER:
            op.execute(
                f'CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} '
                'FOR EACH STATEMENT EXECUTE FUNCTION never_emptied()'
            )


def _function(name: str, body: str) -> None:
    op.execute(
        f'CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body} END $$ LANGUAGE plpgsql'
    )


def _raise(text: str) -> str:
    return f"RAISE EXCEPTION '{text}' USING ERRCODE = '23514';"


def _open() -> None:
    is_postgresql = op.get_bind().dialect.name == 'postgresql'
    for name, table, *_ in _rules():
        if is_postgresql:
            op.execute(f'DROP TRIGGER {name} ON {table}')
            op.execute(f'DROP FUNCTION {name}()')
        else:
            op.execute(f'DROP TRIGGER {name}')
    if is_postgresql:
        for table in EMPTIED_NEVER:
            op.execute(f'DROP TRIGGER {table}_never_emptied ON {table}')
        op.execute('DROP FUNCTION never_emptied()')
