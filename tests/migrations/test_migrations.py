"""The migrations build what the models describe, and can be undone with rows in every table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from app.accounts.actions import make_sign_in_link
from app.db import Base, db
from app.server import alembic_config, bring_up_to_date
from tests.conftest import application
from tests.databases import PostgreSQL, SQLite
from tests.factories import (
    a_checklist_of_ones_own,
    a_source_checked,
    an_instrument_recorded,
    demonstration,
    make,
)

ALEMBIC = alembic_config()


@pytest.fixture
def empty(databases: SQLite | PostgreSQL, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without a table."""
    app = application(tmp_path, databases.empty())
    yield app
    app.extensions["engine"].dispose()


def tables(app: Flask) -> set[str]:
    engine: Engine = app.extensions["engine"]
    return set(inspect(engine).get_table_names())


def fill(app: Flask) -> None:
    """Put a row into every table."""
    demonstration(app)
    make(app, lambda: make_sign_in_link(None))
    make(app, a_checklist_of_ones_own)
    make(app, a_source_checked)
    make(app, an_instrument_recorded)


def counts(app: Flask) -> dict[str, int]:
    with app.test_request_context():
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_the_migrations_build_what_the_models_describe(app: Flask) -> None:
    with app.app_context():
        command.check(ALEMBIC)


def test_running_them_again_changes_nothing(app: Flask) -> None:
    fill(app)
    before = counts(app)
    with app.app_context():
        bring_up_to_date()
    assert counts(app) == before


def test_the_test_data_has_a_row_in_every_table(app: Flask) -> None:
    fill(app)
    assert {name for name, count in counts(app).items() if not count} == set()


def test_one_migration_back_and_forth_keeps_every_row(app: Flask) -> None:
    fill(app)
    before = counts(app)
    with app.app_context():
        command.downgrade(ALEMBIC, "-1")
    there_before = tables(app)
    with app.app_context():
        command.upgrade(ALEMBIC, "head")
        command.check(ALEMBIC)
    kept = {name: count for name, count in before.items() if name in there_before}
    assert {name: counts(app)[name] for name in kept} == kept


def test_every_migration_can_be_undone_with_rows_in_the_tables_and_done_again(
    empty: Flask,
) -> None:
    with empty.app_context():
        command.upgrade(ALEMBIC, "head")
    fill(empty)
    with empty.app_context():
        command.downgrade(ALEMBIC, "base")
    assert tables(empty) == {"alembic_version"}
    with empty.app_context():
        command.upgrade(ALEMBIC, "head")
        command.check(ALEMBIC)
    fill(empty)


def test_the_database_itself_refuses_what_may_not_be(app: Flask, engine: Engine) -> None:
    fill(app)
    for statement in (
        "INSERT INTO exhibit (case_id, number, title, kind, publisher, address, limits, "
        "file_name, version) VALUES (1, 99, '', 'other', '', '', '', '', 1)",
        "INSERT INTO answer_citation (assessment_id, question_id, place, exhibit_id, pinpoint, "
        "quote) VALUES (999, 'x', 0, 1, '', '')",
        "UPDATE \"case\" SET reference = 'ma-radi-1'",
        "DELETE FROM exhibit",
        'DELETE FROM "user"',
    ):
        with pytest.raises(Exception, match=r"(?i)constraint|violates"), engine.begin() as c:
            c.execute(text(statement))


def columns(engine: Engine, table: str) -> str:
    return ", ".join(f'"{column["name"]}"' for column in inspect(engine).get_columns(table))


def refuses(engine: Engine, statement: str, match: str = "can not be changed") -> None:
    with pytest.raises(DBAPIError, match=match), engine.begin() as connection:
        connection.execute(text(statement))


def test_finished_work_can_not_be_touched(app: Flask, engine: Engine) -> None:
    fill(app)
    for statement in (
        "UPDATE answer SET note = 'otherwise'",
        "UPDATE answer SET asked_in = 2",
        "UPDATE answer_citation SET pinpoint = 'elsewhere'",
        "UPDATE answer_version SET note = 'otherwise'",
        "DELETE FROM answer_citation",
        "DELETE FROM answer_version",
        "DELETE FROM answer",
        "DELETE FROM assessment",
        "UPDATE assessment SET checklist_version = 2",
        "UPDATE assessment SET checklist_hash = ''",
        "UPDATE assessment SET moved_from = 2",
        "UPDATE assessment SET submitted_facts = '{}'",
        # Opening it again and moving it are two things.
        "UPDATE assessment SET status = 'in-progress', checklist_version = 2",
        "UPDATE assessment SET instruments = '[]'",
        "UPDATE own_checklist SET content_yaml = ''",
        "DELETE FROM own_checklist",
    ):
        refuses(engine, statement)


def test_what_is_finished_can_be_opened_again_and_its_findings_made_anew(
    app: Flask, engine: Engine
) -> None:
    fill(app)
    rest = columns(engine, "assessment").replace('"id", ', "")
    with engine.begin() as connection:
        second = f"INSERT INTO assessment (id, {rest}) SELECT 2, {rest} FROM assessment"
        connection.execute(text(second))
        connection.execute(text("UPDATE finding SET reasons = 'Others'"))
        connection.execute(text("UPDATE grade_decision SET reasons = 'Others'"))
        opened = "UPDATE assessment SET status = 'in-progress', submitted_facts = NULL WHERE id = 1"
        connection.execute(text(opened))
        # Open work may be changed; nothing may be put into, or taken out of, what is finished.
        changed = "UPDATE answer SET note = 'otherwise' WHERE assessment_id = 1"
        connection.execute(text(changed))
    refuses(engine, "UPDATE answer_version SET assessment_id = 2 WHERE assessment_id = 1")


def test_no_statement_empties_or_replaces_what_is_finished(app: Flask, engine: Engine) -> None:
    fill(app)
    if engine.dialect.name == "postgresql":
        for table in ("answer_citation", "answer", "answer_version", "assessment", "own_checklist"):
            refuses(engine, f"TRUNCATE {table} CASCADE")
        return
    for table in ("answer", "answer_version", "assessment", "own_checklist"):
        named = columns(engine, table)
        refuses(engine, f"INSERT OR REPLACE INTO {table} ({named}) SELECT {named} FROM {table}")


def test_nothing_is_deleted_because_something_else_is(app: Flask, engine: Engine) -> None:
    found = inspect(engine)
    for table in found.get_table_names():
        for key in found.get_foreign_keys(table):
            assert not key["options"].get("ondelete"), f"{table} goes with {key}"
    for table in ("answer", "answer_citation", "answer_version", "assessment"):
        leads_to = {key["referred_table"] for key in found.get_foreign_keys(table)}
        assert not leads_to & {"own_checklist"}, "an answer hangs on no checklist"
