"""first tables."""

import sqlalchemy as sa
from alembic import op

import app.db

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('case',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=60), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('criminal', 'civil', 'context', name='casekind', native_enum=False, length=32), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.Column('opened_at', app.db.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case')),
    sa.UniqueConstraint('reference', name=op.f('uq_case_reference'))
    )
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_country'), ['country'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_opened_at'), ['opened_at'], unique=False)

    op.create_table('user',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.Enum('observer', 'monitor', 'reviewer', 'expert', 'editor', 'approver', 'administrator', name='role', native_enum=False, length=32), nullable=False),
    sa.Column('password', sa.String(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(), nullable=False),
    sa.Column('created_at', app.db.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('email', name=op.f('uq_user_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_user_fs_uniquifier'))
    )
    op.create_table('audit_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', app.db.UTCDateTime(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=False),
    sa.Column('verb', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['user.id'], name=op.f('fk_audit_event_actor_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_event'))
    )
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_event_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_subject'), ['subject'], unique=False)

    op.create_table('case_instrument',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('instrument_id', sa.String(length=64), nullable=False),
    sa.Column('bound', sa.Enum('yes', 'no', 'unknown', name='bound', native_enum=False, length=32), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_instrument_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_instrument')),
    sa.UniqueConstraint('case_id', 'instrument_id', name=op.f('uq_case_instrument_case_id_instrument_id'))
    )
    op.create_table('charge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('provisions', sa.String(), nullable=False),
    sa.Column('alleged_act', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('removed_at', app.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_charge_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charge'))
    )
    with op.batch_alter_table('charge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_charge_case_id'), ['case_id'], unique=False)

    op.create_table('defendant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('pseudonym', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('removed_at', app.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_defendant_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_defendant'))
    )
    with op.batch_alter_table('defendant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_defendant_case_id'), ['case_id'], unique=False)

    op.create_table('exhibit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('judgment', 'court-document', 'law', 'observation', 'statement', 'body-decision', 'report', 'press-release', 'press', 'other', name='exhibitkind', native_enum=False, length=32), nullable=False),
    sa.Column('publisher', sa.String(), nullable=False),
    sa.Column('dated', app.db.PartialDateText(length=10), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('limits', sa.String(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('size', sa.BigInteger(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('removed_at', app.db.UTCDateTime(), nullable=True),
    sa.CheckConstraint("address <> '' OR sha256 IS NOT NULL", name=op.f('ck_exhibit_has_content')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_exhibit_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exhibit')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_exhibit_case_id_number'))
    )
    op.create_table('proceeding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Enum('investigation', 'first-instance', 'appeal', 'cassation', 'other', 'not-stated', name='stage', native_enum=False, length=32), nullable=False),
    sa.Column('court', sa.String(), nullable=False),
    sa.Column('court_reference', sa.String(), nullable=False),
    sa.Column('outcome', sa.Enum('pending', 'convicted', 'acquitted', 'upheld', 'changed', 'quashed', 'discontinued', 'unknown', name='outcome', native_enum=False, length=32), nullable=False),
    sa.Column('decided_on', app.db.PartialDateText(length=10), nullable=True),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('removed_at', app.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_proceeding_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proceeding'))
    )
    with op.batch_alter_table('proceeding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proceeding_case_id'), ['case_id'], unique=False)

    op.create_table('published_assessment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('published_on', app.db.PartialDateText(length=10), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('read_in', sa.String(), nullable=False),
    sa.Column('grade', sa.String(length=20), nullable=False),
    sa.Column('conclusion', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('outcomes', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('removed_at', app.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_published_assessment_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_published_assessment'))
    )
    with op.batch_alter_table('published_assessment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_published_assessment_case_id'), ['case_id'], unique=False)

    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('at', app.db.UTCDateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_revision_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('subject', 'number', name=op.f('uq_revision_subject_number'))
    )
    op.create_table('sign_in_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('created_at', app.db.UTCDateTime(), nullable=False),
    sa.Column('used_at', app.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_sign_in_link_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_link_token_hash'))
    )
    op.create_table('tag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_tag_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tag')),
    sa.UniqueConstraint('case_id', 'name', name=op.f('uq_tag_case_id_name'))
    )
    with op.batch_alter_table('tag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tag_name'), ['name'], unique=False)

    op.create_table('case_fact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('defendant_id', sa.Integer(), nullable=True),
    sa.Column('fact_id', sa.String(length=64), nullable=False),
    sa.Column('value', sa.Enum('yes', 'no', 'unknown', name='factvalue', native_enum=False, length=32), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_fact_case_id_case')),
    sa.ForeignKeyConstraint(['defendant_id'], ['defendant.id'], name=op.f('fk_case_fact_defendant_id_defendant')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_fact')),
    sa.UniqueConstraint('case_id', 'defendant_id', 'fact_id', name=op.f('uq_case_fact_case_id_defendant_id_fact_id'))
    )
    with op.batch_alter_table('case_fact', schema=None) as batch_op:
        batch_op.create_index('uq_case_fact_of_case', ['case_id', 'fact_id'], unique=True, sqlite_where=sa.text('defendant_id IS NULL'), postgresql_where=sa.text('defendant_id IS NULL'))

    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('defendant_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('alleged-act', 'arrest', 'first-judge', 'charge', 'release', 'restrictions-ended', 'trial-opened', 'judgment', 'appeal-judgment', 'final-judgment', 'other', name='eventkind', native_enum=False, length=32), nullable=False),
    sa.Column('happened_on', app.db.PartialDateText(length=10), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('pinpoint', sa.String(), nullable=False),
    sa.Column('quote', sa.String(), nullable=False),
    sa.Column('exhibit_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('removed_at', app.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_event_case_id_case')),
    sa.ForeignKeyConstraint(['defendant_id'], ['defendant.id'], name=op.f('fk_event_defendant_id_defendant')),
    sa.ForeignKeyConstraint(['exhibit_id'], ['exhibit.id'], name=op.f('fk_event_exhibit_id_exhibit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_defendant_id'), ['defendant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_exhibit_id'), ['exhibit_id'], unique=False)

    op.create_table('hearing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proceeding_id', sa.Integer(), nullable=False),
    sa.Column('held_on', app.db.PartialDateText(length=10), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('observed', sa.Enum('observed', 'not_observed', 'access_refused', name='observed', native_enum=False, length=32), nullable=False),
    sa.Column('access', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('removed_at', app.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['proceeding_id'], ['proceeding.id'], name=op.f('fk_hearing_proceeding_id_proceeding')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hearing'))
    )
    with op.batch_alter_table('hearing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hearing_proceeding_id'), ['proceeding_id'], unique=False)

    op.create_table('source_conflict',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(), nullable=False),
    sa.Column('one_says', sa.String(), nullable=False),
    sa.Column('one_exhibit_id', sa.Integer(), nullable=True),
    sa.Column('other_says', sa.String(), nullable=False),
    sa.Column('other_exhibit_id', sa.Integer(), nullable=True),
    sa.Column('consequence', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('removed_at', app.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_source_conflict_case_id_case')),
    sa.ForeignKeyConstraint(['one_exhibit_id'], ['exhibit.id'], name=op.f('fk_source_conflict_one_exhibit_id_exhibit')),
    sa.ForeignKeyConstraint(['other_exhibit_id'], ['exhibit.id'], name=op.f('fk_source_conflict_other_exhibit_id_exhibit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source_conflict'))
    )
    with op.batch_alter_table('source_conflict', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_source_conflict_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_source_conflict_one_exhibit_id'), ['one_exhibit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_source_conflict_other_exhibit_id'), ['other_exhibit_id'], unique=False)

    op.create_table('assessment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('hearing_id', sa.Integer(), nullable=True),
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('checklist_id', sa.String(length=64), nullable=False),
    sa.Column('checklist_version', sa.Integer(), nullable=False),
    sa.Column('checklist_hash', sa.String(length=64), nullable=False),
    sa.Column('status', sa.Enum('in-progress', 'submitted', name='status', native_enum=False, length=32), nullable=False),
    sa.Column('started_at', app.db.UTCDateTime(), nullable=False),
    sa.Column('submitted_at', app.db.UTCDateTime(), nullable=True),
    sa.Column('submitted_facts', sa.JSON(), nullable=True),
    sa.Column('reopening_reason', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_assessment_case_id_case')),
    sa.ForeignKeyConstraint(['hearing_id'], ['hearing.id'], name=op.f('fk_assessment_hearing_id_hearing')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['user.id'], name=op.f('fk_assessment_reviewer_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment'))
    )
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assessment_checklist_id'), ['checklist_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assessment_hearing_id'), ['hearing_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assessment_status'), ['status'], unique=False)

    op.create_table('answer',
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.String(length=80), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('code', sa.Enum('yes', 'partly', 'no', 'not_observed', 'undetermined', 'not_applicable', name='answercode', native_enum=False, length=32), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('basis', sa.Enum('observed', 'document', 'party', 'third-party', 'public-source', name='basis', native_enum=False, length=32), nullable=True),
    sa.Column('confidence', sa.Enum('high', 'medium', 'low', name='confidence', native_enum=False, length=32), nullable=True),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_answer_assessment_id_assessment')),
    sa.PrimaryKeyConstraint('assessment_id', 'question_id', name=op.f('pk_answer'))
    )
    op.create_table('answer_version',
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.String(length=80), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('code', sa.Enum('yes', 'partly', 'no', 'not_observed', 'undetermined', 'not_applicable', name='answercode', native_enum=False, length=32), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('basis', sa.Enum('observed', 'document', 'party', 'third-party', 'public-source', name='basis', native_enum=False, length=32), nullable=True),
    sa.Column('confidence', sa.Enum('high', 'medium', 'low', name='confidence', native_enum=False, length=32), nullable=True),
    sa.Column('citations', sa.JSON(), nullable=False),
    sa.Column('at', app.db.UTCDateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_answer_version_assessment_id_assessment')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_answer_version_by_id_user')),
    sa.PrimaryKeyConstraint('assessment_id', 'question_id', 'version', name=op.f('pk_answer_version'))
    )
    op.create_table('finding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('standard_id', sa.String(length=64), nullable=False),
    sa.Column('level', sa.Enum('consistent', 'shortcoming', 'violation', 'gross_violation', 'insufficient_information', 'not_examined', 'not_applicable', name='findinglevel', native_enum=False, length=32), nullable=False),
    sa.Column('effect', sa.Enum('none', 'possible', 'likely', 'cannot_be_determined', name='effect', native_enum=False, length=32), nullable=True),
    sa.Column('harm', sa.Enum('none', 'limited', 'significant', name='harm', native_enum=False, length=32), nullable=True),
    sa.Column('harm_to', sa.String(), nullable=False),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.Column('domestic_law', sa.String(), nullable=False),
    sa.Column('state_response', sa.String(), nullable=False),
    sa.Column('made_at', app.db.UTCDateTime(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_finding_assessment_id_assessment')),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_finding_made_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding')),
    sa.UniqueConstraint('assessment_id', 'standard_id', name=op.f('uq_finding_assessment_id_standard_id'))
    )
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_finding_standard_id'), ['standard_id'], unique=False)

    op.create_table('grade_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('grade', sa.Enum('A', 'B', 'C', 'D', 'F', 'NG', name='grade', native_enum=False, length=32), nullable=False),
    sa.Column('suggested', sa.Enum('A', 'B', 'C', 'D', 'F', 'NG', name='grade', native_enum=False, length=32), nullable=False),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.Column('decided_at', app.db.UTCDateTime(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_grade_decision_assessment_id_assessment')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_grade_decision_decided_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grade_decision')),
    sa.UniqueConstraint('assessment_id', name=op.f('uq_grade_decision_assessment_id'))
    )
    with op.batch_alter_table('grade_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_grade_decision_grade'), ['grade'], unique=False)

    op.create_table('narrative',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('notice', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('context', sa.String(), nullable=False),
    sa.Column('conclusion', sa.String(), nullable=False),
    sa.Column('recommendations', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_narrative_assessment_id_assessment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_narrative')),
    sa.UniqueConstraint('assessment_id', name=op.f('uq_narrative_assessment_id'))
    )
    op.create_table('answer_citation',
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.String(length=80), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('exhibit_id', sa.Integer(), nullable=False),
    sa.Column('pinpoint', sa.String(), nullable=False),
    sa.Column('quote', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id', 'question_id'], ['answer.assessment_id', 'answer.question_id'], name='fk_answer_citation_answer'),
    sa.ForeignKeyConstraint(['exhibit_id'], ['exhibit.id'], name=op.f('fk_answer_citation_exhibit_id_exhibit')),
    sa.PrimaryKeyConstraint('assessment_id', 'question_id', 'place', name=op.f('pk_answer_citation'))
    )
    with op.batch_alter_table('answer_citation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_citation_exhibit_id'), ['exhibit_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('answer_citation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_citation_exhibit_id'))

    op.drop_table('answer_citation')
    op.drop_table('narrative')
    with op.batch_alter_table('grade_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_grade_decision_grade'))

    op.drop_table('grade_decision')
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_finding_standard_id'))

    op.drop_table('finding')
    op.drop_table('answer_version')
    op.drop_table('answer')
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assessment_status'))
        batch_op.drop_index(batch_op.f('ix_assessment_hearing_id'))
        batch_op.drop_index(batch_op.f('ix_assessment_checklist_id'))
        batch_op.drop_index(batch_op.f('ix_assessment_case_id'))

    op.drop_table('assessment')
    with op.batch_alter_table('source_conflict', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_source_conflict_other_exhibit_id'))
        batch_op.drop_index(batch_op.f('ix_source_conflict_one_exhibit_id'))
        batch_op.drop_index(batch_op.f('ix_source_conflict_case_id'))

    op.drop_table('source_conflict')
    with op.batch_alter_table('hearing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hearing_proceeding_id'))

    op.drop_table('hearing')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_exhibit_id'))
        batch_op.drop_index(batch_op.f('ix_event_defendant_id'))
        batch_op.drop_index(batch_op.f('ix_event_case_id'))

    op.drop_table('event')
    with op.batch_alter_table('case_fact', schema=None) as batch_op:
        batch_op.drop_index('uq_case_fact_of_case', sqlite_where=sa.text('defendant_id IS NULL'), postgresql_where=sa.text('defendant_id IS NULL'))

    op.drop_table('case_fact')
    with op.batch_alter_table('tag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tag_name'))

    op.drop_table('tag')
    op.drop_table('sign_in_link')
    op.drop_table('revision')
    with op.batch_alter_table('published_assessment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_published_assessment_case_id'))

    op.drop_table('published_assessment')
    with op.batch_alter_table('proceeding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proceeding_case_id'))

    op.drop_table('proceeding')
    op.drop_table('exhibit')
    with op.batch_alter_table('defendant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_defendant_case_id'))

    op.drop_table('defendant')
    with op.batch_alter_table('charge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_charge_case_id'))

    op.drop_table('charge')
    op.drop_table('case_instrument')
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_event_subject'))
        batch_op.drop_index(batch_op.f('ix_audit_event_actor_id'))

    op.drop_table('audit_event')
    op.drop_table('user')
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_opened_at'))
        batch_op.drop_index(batch_op.f('ix_case_country'))

    op.drop_table('case')
