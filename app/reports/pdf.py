"""HTML in, PDF out.  Run as a process of its own: the page comes on standard input.

Its one argument names the style sheet, which stands beside this file.
"""

import os
import resource
import sys
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from app.web.fonts import FONTS, font_file

STYLES = Path(__file__).parent
MEMORY = 2 * 1024**3
SECONDS = 100

FACES = (
    ("Source Serif 4", "source-serif", "normal"),
    ("Source Serif 4", "source-serif-italic", "italic"),
    ("Public Sans", "public-sans", "normal"),
    ("Noto Sans Khmer", "noto-sans-khmer", "normal"),
    ("Amiri", "amiri", "normal"),
)


class Nothing(URLFetcher):
    """Fetches nothing: a report holds all it needs, and what users typed opens no file."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Refuse."""
        raise FatalURLFetchingError(f"a report may not fetch {url[:80]}")


class OurFonts(URLFetcher):
    """Fetches the typefaces of our own packages and nothing else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"})
        self.allowed = {font_file(name).as_uri() for name in FONTS}

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Return a typeface."""
        if url not in self.allowed:
            raise FatalURLFetchingError(f"not a typeface of ours: {url[:80]}")
        return super().fetch(url, headers)


def pdf(html: str, style_sheet: str) -> bytes:
    """Render the page as a tagged PDF (PDF/UA-1)."""
    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: '{family}'; font-style: {style};"
        f" src: url('{font_file(name).as_uri()}') }}\n"
        for family, name, style in FACES
    )
    style = CSS(
        string=faces + (STYLES / style_sheet).read_text(encoding="utf-8"),
        font_config=fonts,
        url_fetcher=OurFonts(),
    )
    document = HTML(string=html, url_fetcher=Nothing()).render(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
    )
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def main() -> None:
    """Render standard input within limits, and write the PDF to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.nice(10)
    sys.stdout.buffer.write(pdf(sys.stdin.buffer.read().decode(), sys.argv[1]))


if __name__ == "__main__":
    main()
