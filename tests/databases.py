"""A fresh database for each test: a copied SQLite file, or one made from a template."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

BINARIES = (
    "/usr/lib/postgresql/15/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/17/bin",
)
NUMBERS = count(1)


class SQLite:
    """Databases as files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.migrated: Path | None = None

    def empty(self) -> str:
        return f"sqlite:///{self.folder / f'{next(NUMBERS)}.db'}"

    def keep_as_template(self, url: str) -> None:
        self.migrated = Path(url.removeprefix("sqlite:///"))

    def copy(self) -> str:
        url = self.empty()
        assert self.migrated
        shutil.copy(self.migrated, url.removeprefix("sqlite:///"))
        return url


class PostgreSQL:
    """Databases of one server."""

    def __init__(self, server: str) -> None:
        """Take the address of the server's own database, ``postgres``."""
        self.server = make_url(server)
        self.template = ""

    def _execute(self, statement: str) -> None:
        address = self.server.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)

    def empty(self, template: str = "template1") -> str:
        name = f"test_{os.getpid()}_{next(NUMBERS)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        url = self.server.set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def keep_as_template(self, url: str) -> None:
        self.template = make_url(url).database or ""

    def copy(self) -> str:
        return self.empty(self.template)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Start a PostgreSQL server of our own; as root, in the name of the user postgres.

    ``TEST_DATABASE_URL`` names a running server to use instead.
    """
    if server := os.environ.get("TEST_DATABASE_URL"):
        yield server
        return
    binaries = next((Path(b) for b in BINARIES if Path(b, "initdb").exists()), None)
    if binaries is None:
        raise RuntimeError(
            "PostgreSQL is not installed: apt-get install postgresql, or set TEST_DATABASE_URL."
        )
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # A short path: the name of a socket may have about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="fh", dir="/tmp", ignore_cleanup_errors=True) as folder:
        if as_postgres:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"

        def run(*command: str) -> None:
            subprocess.run(
                [*as_postgres, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL
            )

        run(f"{binaries}/initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N")
        run(f"{binaries}/pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run(f"{binaries}/pg_ctl", "-D", data, "-m", "immediate", "stop")
