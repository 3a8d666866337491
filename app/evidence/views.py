"""Pages about exhibits, the chronology, sources in conflict, and the law in force on the dates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext as _
from werkzeug.datastructures import FileStorage

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.cases.access import case_or_404, part_or_404
from app.cases.actions import add_part, restore_part as bring_back, save_instruments
from app.cases.forms import InstrumentsForm, instruments_form
from app.cases.models import Case
from app.cases.queries import defendant_choices, instruments_of
from app.cases.views import (
    PartPage,
    back_to_case,
    change_part,
    part_form_page,
    removed,
    with_notes,
)
from app.checklists.concordance import treaties_cited
from app.checklists.library import instruments, parties, standards
from app.checklists.standard import Instrument
from app.evidence import actions
from app.evidence.forms import NewExhibitForm, conflict_form, event_form, exhibit_form
from app.evidence.models import Event, Exhibit, SourceConflict
from app.evidence.queries import exhibit_choices, law_of, period_of
from app.evidence.vault import DamagedFileError, checked
from app.web.conflict import conflict_page
from app.web.form import clean

blueprint = Blueprint("evidence", __name__)

EXHIBIT = PartPage(
    Exhibit,
    lambda case, row: exhibit_form(has_file=bool(row and row.sha256)),
    _("Add an exhibit"),
    _("Change an exhibit"),
    _("The exhibit is saved."),
    _("A source that answers can cite: a file, or a page that everybody can see."),
)
EVENT = PartPage(
    Event,
    lambda case, row: event_form(
        exhibit_choices(case, [row.exhibit_id] if row else ()),
        defendant_choices(case, row.defendant if row else None),
    ),
    _("Add an event"),
    _("Change an event"),
    _("The event is saved."),
    _("Something that happened, dated as exactly as the source dates it."),
)
CONFLICT = PartPage(
    SourceConflict,
    lambda case, row: conflict_form(
        exhibit_choices(case, [row.one_exhibit_id, row.other_exhibit_id] if row else ())
    ),
    _("Add a conflict of sources"),
    _("Change a conflict of sources"),
    _("The conflict of sources is saved."),
    _("Two sources differ on one fact. Both are kept; none is chosen."),
)
PARTS = {page.model.__tablename__: page for page in (EXHIBIT, EVENT, CONFLICT)}
KIND = "any(exhibit,event,source_conflict)"
READ_SIZE = 1024 * 1024
# A longer text is downloaded rather than shown.
LONGEST_TEXT = 512 * 1024


@blueprint.route("/cases/<reference>/exhibit/new", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def new_exhibit(reference: str) -> ResponseReturnValue:
    """Add an exhibit: a file or a public address."""
    case = case_or_404(reference)
    form = NewExhibitForm()
    if form.accepted():
        file: FileStorage | None = form.file.data
        actions.add_exhibit(
            case,
            by=current_user(),
            folder=_vault(),
            file_name=clean(file.filename)[:200] if file else "",
            chunks=_chunks(file) if file else None,
            **form.values(),
        )
        return back_to_case(case, "exhibit", EXHIBIT.saved)
    return part_form_page(case, EXHIBIT, form)


@blueprint.route(
    "/cases/<reference>/<any(event,source_conflict):kind>/new", methods=["GET", "POST"]
)
@requires(Permission.CASE_WRITE)
def new_part(reference: str, kind: str) -> ResponseReturnValue:
    """Add an event or a conflict of sources."""
    case = case_or_404(reference)
    page = PARTS[kind]
    form = page.form(case, None)()
    if form.accepted():
        add_part(page.model(case_id=case.id, **form.values()), by=current_user())
        return back_to_case(case, kind, page.saved)
    return part_form_page(case, page, form)


@blueprint.route(f"/<{KIND}:kind>/<row:part_id>/details", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def part(kind: str, part_id: int) -> ResponseReturnValue:
    """Change what is said of an exhibit, an event or a conflict."""
    page = PARTS[kind]
    return change_part(page, part_or_404(page.model, part_id))


@blueprint.get("/exhibit/<row:part_id>")
@requires(Permission.CASE_READ)
def exhibit(part_id: int) -> ResponseReturnValue:
    """Show one exhibit: what it is, its limits, and its text where it is plain text."""
    row = part_or_404(Exhibit, part_id)
    is_text = row.file_name.lower().endswith(".txt") and (row.size or 0) <= LONGEST_TEXT
    text = _stored(row).read_text("utf-8", "replace") if is_text else None
    return render_template("evidence/exhibit.html", exhibit=row, case=row.case, text=text)


@blueprint.get("/exhibit/<row:part_id>/file")
@requires(Permission.CASE_READ)
def file(part_id: int) -> ResponseReturnValue:
    """Send the file as it came, to be saved and never to be shown by the browser."""
    row = part_or_404(Exhibit, part_id)
    response = send_file(
        _stored(row),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=row.file_name.replace("/", "_").replace("\\", "_") or row.label,
        conditional=False,
        etag=False,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@blueprint.post(f"/<{KIND}:kind>/<row:part_id>/removal")
@requires(Permission.CASE_WRITE)
def remove_part(kind: str, part_id: int) -> ResponseReturnValue:
    """Take it off the pages; what cites an exhibit goes on citing it."""
    row = part_or_404(PARTS[kind].model, part_id)
    return removed(row, url_for("evidence.restore_part", kind=kind, part_id=part_id))


@blueprint.post(f"/<{KIND}:kind>/<row:part_id>/restoration")
@requires(Permission.CASE_WRITE)
def restore_part(kind: str, part_id: int) -> ResponseReturnValue:
    """Bring it back."""
    row: Any = part_or_404(PARTS[kind].model, part_id)
    bring_back(row, by=current_user())
    return back_to_case(row.case, kind)


def _vault() -> Path:
    folder: Path = current_app.config["EXHIBITS"]
    return folder


def _chunks(upload: FileStorage) -> Iterator[bytes]:
    while chunk := upload.stream.read(READ_SIZE):
        yield chunk


def _stored(row: Exhibit) -> Path:
    """Return the exhibit's file once it is known to be what it was; answer 404 or 410."""
    if row.sha256 is None:
        abort(404)
    try:
        return checked(_vault(), row.sha256)
    except DamagedFileError:
        abort(410)


@blueprint.get("/cases/<reference>/instruments")
@requires(Permission.CASE_READ)
def case_instruments(reference: str) -> ResponseReturnValue:
    """Show which treaties bind the State: what the table says beside what was recorded."""
    case = case_or_404(reference)
    return _instruments_page(case, _instruments_form(case)[0])


@blueprint.post("/cases/<reference>/instruments")
@requires(Permission.CASE_WRITE)
def save_case_instruments(reference: str) -> ResponseReturnValue:
    """Record for this case which treaties bind the State."""
    case = case_or_404(reference)
    form, stored = _instruments_form(case)
    if not form.accepted():
        return _instruments_page(case, form)
    if form.is_stale(stored["version"]):
        return conflict_page(form, stored)
    save_instruments(case, form.given(), by=current_user())
    return back_to_case(case, "instruments", gettext("The treaties are saved."))


def _instruments_form(case: Case) -> tuple[InstrumentsForm, dict[str, Any]]:
    stored, version = with_notes(instruments_of(case), "bound")
    stored = stored | {"version": version}
    return instruments_form(list(_treaties()))(stored), stored


def _treaties() -> tuple[Instrument, ...]:
    return treaties_cited(standards().values(), instruments())


def _instruments_page(case: Case, form: InstrumentsForm) -> ResponseReturnValue:
    page = render_template(
        "evidence/instruments.html",
        case=case,
        form=form,
        treaties=_treaties(),
        table=parties().get(case.country, {}),
        law=law_of(case),
        period=period_of(case),
    )
    return page, form.status
