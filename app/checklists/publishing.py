"""Publishing a checklist that is a file: locking it by its hash."""

from hashlib import sha256
from pathlib import Path

from app.checklists.library import PUBLISHED, Mistake, MistakenFileError, locks
from app.checklists.mistakes import check


def publish(folder: Path, checklist_id: str, version: int) -> str:
    """Add the version to the list of those published; return its SHA-256.

    Raises MistakenFileError while there is a mistake in any file, for a version that is not
    there, and for one that was published before.
    """
    name = f"{checklist_id}/{version}.yaml"
    result = check(folder)
    if result.mistakes:
        raise MistakenFileError(list(result.mistakes))
    if name in locks(folder):
        raise MistakenFileError([Mistake(name, 1, "this version is published already")])
    if (checklist_id, version) not in result.drafts:
        raise MistakenFileError([Mistake(name, 1, "this file is missing")])
    digest = sha256((folder / name).read_bytes()).hexdigest()
    with (folder / PUBLISHED).open("a", encoding="utf-8") as published:
        published.write(f"{digest}  {name}\n")
    return digest
