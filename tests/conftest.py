"""Fixtures shared by every kind of test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.permissions import Role
from app.factory import create_app
from app.server import bring_up_to_date
from app.settings import Settings
from tests.databases import PostgreSQL, SQLite, postgresql_server
from tests.pages.reader import Reader

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="run on PostgreSQL, not on SQLite")


def settings(data: Path, url: str) -> Settings:
    return Settings(
        data=data,
        database_url=url,
        secret_key="test",
        password_key="test",
        host="127.0.0.1",
        port=8000,
        organisation="",
        tls=False,
    )


def application(data: Path, url: str, **config: object) -> Flask:
    cheap = {"argon2__time_cost": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
    defaults = {
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False,
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": cheap,
    }
    return create_app(settings(data, url), **{**defaults, **config})


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SQLite | PostgreSQL]:
    """Where databases come from; one with the migrations run is kept to be copied."""
    folder = tmp_path_factory.mktemp("databases")
    if not request.config.getoption("postgresql"):
        found = SQLite(folder)
        _migrate(found, folder)
        yield found
        return
    with postgresql_server() as server:
        of_server = PostgreSQL(server)
        _migrate(of_server, folder)
        yield of_server


def _migrate(databases: SQLite | PostgreSQL, folder: Path) -> None:
    url = databases.empty()
    app = application(folder, url)
    with app.app_context():
        bring_up_to_date()
    app.extensions["engine"].dispose()
    databases.keep_as_template(url)


@pytest.fixture
def database_url(databases: SQLite | PostgreSQL) -> str:
    return databases.copy()


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = application(tmp_path, database_url)
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def engine(app: Flask) -> Engine:
    engine: Engine = app.extensions["engine"]
    return engine


@pytest.fixture
def stored(app: Flask, database_url: str) -> Iterator[Session]:
    """A session of the test's own, to arrange data and to look at what was kept.

    Each statement stands by itself, so that nothing is held back or kept locked.
    """
    apart = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with Session(apart, expire_on_commit=False) as session:
        yield session
    apart.dispose()


def person(stored: Session, role: Role) -> User:
    user = User(email=f"{role.value}@example.org", name=f"The {role.value}", role=role)
    stored.add(user)
    stored.commit()
    return user


@pytest.fixture
def administrator(stored: Session) -> User:
    return person(stored, Role.ADMINISTRATOR)


@pytest.fixture
def reader(app: Flask, administrator: User) -> Reader:
    """A visitor who is signed in as the administrator."""
    return Reader(app.test_client(), administrator)


@pytest.fixture
def observer(app: Flask, stored: Session) -> Reader:
    """A visitor who may only read."""
    return Reader(app.test_client(), person(stored, Role.OBSERVER))


@pytest.fixture
def stranger(app: Flask) -> Reader:
    """A visitor who is not signed in."""
    return Reader(app.test_client(), None)


IS_CI = os.environ.get("CI") == "true"
