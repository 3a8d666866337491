"""Having a page turned into a PDF by another process, and keeping the result.

Another process, because rendering takes seconds of computing and its library is
large; kept under a hash, because the same page in the same style gives the same PDF.
"""

import logging
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import BoundedSemaphore

from app.web.typesetting import typeset_markup

# The style sheets, each beside this file: that of the report, and that of a form to print.
REPORT = "print.css"
BLANK_FORM = "blank.css"
TIME_LIMIT = 120
AT_ONCE = 2

_places = BoundedSemaphore(AT_ONCE)
log = logging.getLogger(__name__)


class RenderingError(Exception):
    """The page could not be turned into a PDF; what the renderer said is in the log only."""


class RenderingBusyError(Exception):
    """As many PDFs as may be are being made already; the next try may find a place."""


def render(html: str, cache: Path, *, style: str) -> bytes:
    """Return the page, typeset, as PDF.  Raises RenderingError and RenderingBusyError."""
    page = typeset_markup(html).encode()
    kept = cache / "reports" / f"{_key(page, style)}.pdf"
    if kept.exists():
        return kept.read_bytes()
    if not _places.acquire(blocking=False):
        raise RenderingBusyError
    try:
        document = _run(page, style)
    finally:
        _places.release()
    _keep(document, kept)
    return document


def _keep(document: bytes, path: Path) -> None:
    """Put the PDF into the cache; where there is no room it is made again next time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.write(document)
            except OSError:
                unfinished.unlink()
                raise
        unfinished.replace(path)
    except OSError as error:
        log.warning("a PDF is not kept: %s", error.strerror)


def _key(page: bytes, style: str) -> str:
    """Return a name that changes with the page, with the style and with the renderer."""
    digest = sha256(page)
    for part in (style, "pdf.py"):
        digest.update(Path(__file__).with_name(part).read_bytes())
    return digest.hexdigest()


def _run(page: bytes, style: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # the style is one of the two above
            [sys.executable, "-m", "app.reports.pdf", style],
            input=page,
            capture_output=True,
            timeout=TIME_LIMIT,
            check=True,
            cwd=Path(__file__).parents[2],
        )
    except subprocess.CalledProcessError as error:
        raise RenderingError(error.stderr.decode(errors="replace")[-2000:]) from error
    except subprocess.TimeoutExpired as error:
        raise RenderingError(f"not finished after {TIME_LIMIT} seconds") from error
    return done.stdout
