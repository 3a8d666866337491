"""What the program is told from outside, read once at start and never changed."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SHORTEST_KEY = 32
# What Python makes of bytes that are no UTF-8.
SURROGATE = re.compile("[\ud800-\udfff]")
MEANS = {
    **dict.fromkeys(("yes", "1", "true", "on"), True),
    **dict.fromkeys(("", "no", "0", "false", "off"), False),
}


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to the next."""

    data: Path
    database_url: str
    secret_key: str
    password_key: str
    host: str
    port: int
    organisation: str
    tls: bool

    @property
    def exhibits(self) -> Path:
        """Where files of exhibits are kept, under their SHA-256."""
        return self.data / "exhibits"

    @property
    def cache(self) -> Path:
        """Where things are kept that can be made again at any time."""
        return self.data / "cache"


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings, making the data folder and its secret key if they are missing.

    Raises SettingsError when a variable makes no sense or the folder can't be written.
    """
    for name, value in environ.items():
        if (name == "PORT" or name.startswith("FAIRHEARING_")) and not is_text(value):
            raise SettingsError(f"{name} is not text in UTF-8. Set it again.")
    data = Path(environ.get("FAIRHEARING_DATA") or "instance").absolute()
    database_url = _database_url(environ.get("FAIRHEARING_DATABASE_URL"), data)
    tls = _yes_or_no("FAIRHEARING_TLS", environ.get("FAIRHEARING_TLS", ""))
    host = environ.get("FAIRHEARING_HOST") or "127.0.0.1"
    if host not in LOOPBACK and not tls:
        raise SettingsError(
            f"FAIRHEARING_HOST is {host}: on a network, passwords would travel in clear. Put a "
            "proxy that speaks TLS in front and set FAIRHEARING_TLS=yes, or listen on 127.0.0.1."
        )
    # First: an older folder has a secret.key alone, which its passwords were hashed with.
    password_key = _key(data, "password.key", like="secret.key")
    return Settings(
        data=data,
        database_url=database_url,
        secret_key=_key(data, "secret.key"),
        password_key=password_key,
        host=host,
        port=_port(environ.get("PORT") or "8000"),
        organisation=environ.get("FAIRHEARING_ORGANISATION") or "",
        tls=tls,
    )


def is_text(value: str) -> bool:
    """Tell whether what came from outside could be read as UTF-8."""
    return not SURROGATE.search(value)


def _database_url(text: str | None, data: Path) -> str:
    """Return where the database is, as SQLAlchemy writes it; no message shows a password."""
    try:
        url = make_url(text or URL.create("sqlite", database=str(data / "fairhearing.db")))
        if "@" in (url.host or ""):  # it would be the end of a password
            raise ValueError
    except (ArgumentError, ValueError):
        raise SettingsError(
            "FAIRHEARING_DATABASE_URL can't be read. Write it as "
            "postgresql://user:password@host:5432/name, with %40 for @, %3A for : and %2F for / "
            "in the password."
        ) from None
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise SettingsError(
            "FAIRHEARING_DATABASE_URL must begin with sqlite:/// or postgresql://, "
            f"not {url.drivername}:"
        )
    is_file = (
        url.database not in (None, "", ":memory:") and not url.host and "?" not in (text or "")
    )
    if url.drivername == "sqlite" and not is_file:
        raise SettingsError(
            "FAIRHEARING_DATABASE_URL must name a file after sqlite:///, and nothing else. "
            "Write %3F for ? and %25 for % in its path."
        )
    return url.render_as_string(hide_password=False)


def _yes_or_no(name: str, text: str) -> bool:
    meant = MEANS.get(text.strip().lower())
    if meant is None:
        raise SettingsError(f"{name} must be yes or no, not {text[:20]!r}.")
    return meant


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < 65536):
        raise SettingsError(f"PORT must be a number from 1 to 65535, not {text[:20]!r}.")
    return int(text)


def _key(data: Path, name: str, *, like: str = "") -> str:
    """Return a key that is made on first use: a copy of the key ``like``, if that is there."""
    path, older = data / name, data / like
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(path, _read(older) if like and older.exists() else secrets.token_hex(32))
        return _read(path)
    except OSError as error:
        raise SettingsError(
            f"The data folder {data} can't be used: {error.strerror}. "
            "Set FAIRHEARING_DATA to a folder that can be written."
        ) from error


def _make(path: Path, key: str) -> None:
    """Write a key whole or not at all, for its owner alone, unless another process was first."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)


def _read(path: Path) -> str:
    try:
        key = path.read_text("utf-8").strip()
    except UnicodeDecodeError:
        key = ""
    if len(key) < SHORTEST_KEY:
        raise SettingsError(
            f"{path} is no text, or too short to protect anything. Bring it back from a backup, "
            "or delete it to have a new one made."
        )
    return key
