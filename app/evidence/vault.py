"""Files under their SHA-256: written once, never changed, checked on every read."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

READ_SIZE = 1024 * 1024


class DamagedFileError(Exception):
    """A stored file is missing, or no longer has the content it came with."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a file once it is on disk."""

    sha256: str
    size: int


def keep(folder: Path, chunks: Iterable[bytes]) -> Stored:
    """Write a file to disk, hashing it on arrival; the same content is kept once."""
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = sha256(), 0
    with NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as file:
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    name = digest.hexdigest()
    Path(file.name).replace(folder / name)
    _sync(folder)
    return Stored(name, size)


def checked(folder: Path, name: str) -> Path:
    """Return where a stored file is.  Raises DamagedFileError when it is not what it was."""
    digest = sha256()
    try:
        with (folder / name).open("rb") as file:
            while chunk := file.read(READ_SIZE):
                digest.update(chunk)
    except OSError as error:
        raise DamagedFileError(name) from error
    if digest.hexdigest() != name:
        raise DamagedFileError(name)
    return folder / name


def _sync(folder: Path) -> None:
    """Make the new name itself durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
