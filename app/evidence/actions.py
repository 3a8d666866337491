"""Changing evidence."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.accounts.models import User
from app.cases.actions import add_part
from app.cases.models import Case
from app.db import db
from app.evidence.models import Exhibit
from app.evidence.queries import next_exhibit_number
from app.evidence.vault import keep


def add_exhibit(
    case: Case,
    *,
    by: User,
    folder: Path,
    file_name: str = "",
    chunks: Iterable[bytes] | None = None,
    **values: Any,
) -> Exhibit:
    """Add an exhibit; its file, if it has one, is on disk before its row is.

    The case is held meanwhile, so that two exhibits never take the same number.
    """
    db.refresh(case, with_for_update={"of": Case})
    exhibit = Exhibit(case_id=case.id, number=next_exhibit_number(case), **values)
    if chunks is not None:
        stored = keep(folder, chunks)
        exhibit.file_name, exhibit.sha256, exhibit.size = file_name, stored.sha256, stored.size
    add_part(exhibit, by=by)
    return exhibit
