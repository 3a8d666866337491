"""Loading a draft of a checklist for the person asking."""

from flask import abort

from app.checklists.models import OwnChecklist
from app.db import db


def draft_or_404(draft_id: int) -> OwnChecklist:
    """Return a draft that is neither published nor discarded, or answer 404."""
    row = unpublished_or_404(draft_id)
    if row.removed_at is not None:
        abort(404)
    return row


def unpublished_or_404(draft_id: int) -> OwnChecklist:
    """Return a draft, discarded or not, or answer 404."""
    row = db.get(OwnChecklist, draft_id)
    if row is None or row.published_at is not None:
        abort(404)
    return row
