"""Putting what a command made into a file."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write(document: bytes, output: Path) -> None:
    """Put the document in place whole, or leave the earlier file as it was.

    What is no file, such as a pipe, is written to.
    """
    if output.exists() and not output.is_file():
        output.write_bytes(document)
        return
    target = output.resolve()
    with NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as file:
        try:
            file.write(document)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink()
            raise
