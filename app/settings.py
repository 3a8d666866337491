"""What the program is told from outside, read once at start and never changed."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATABASES = ("sqlite:///", "postgresql+psycopg://")


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to the next."""

    data: Path
    database_url: str
    secret_key: str
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
    data = Path(environ.get("FAIRHEARING_DATA") or "instance").absolute()
    url = environ.get("FAIRHEARING_DATABASE_URL") or f"sqlite:///{data / 'fairhearing.db'}"
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith(DATABASES):
        raise SettingsError(
            "FAIRHEARING_DATABASE_URL must begin with sqlite:/// or postgresql://, "
            f"not {url.split(':')[0]}:"
        )
    return Settings(
        data=data,
        database_url=url,
        secret_key=_secret_key(data),
        host=environ.get("FAIRHEARING_HOST") or "127.0.0.1",
        port=_port(environ.get("PORT") or "8000"),
        organisation=environ.get("FAIRHEARING_ORGANISATION") or "",
        tls=environ.get("FAIRHEARING_TLS", "") not in ("", "0", "no"),
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingsError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _secret_key(data: Path) -> str:
    """Return the key that signs sessions, made on first use and readable by its owner alone."""
    path = data / "secret.key"
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))
        return path.read_text().strip()
    except OSError as error:
        raise SettingsError(
            f"The data folder {data} can't be used: {error.strerror}. "
            "Set FAIRHEARING_DATA to a folder that can be written."
        ) from error
