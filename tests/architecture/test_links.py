"""Links between features are names, not imports, so the names are checked here."""

import re

import pytest
from flask import Flask

from tests.architecture.test_imports import ROOT

pytestmark = pytest.mark.one_database

LINK = re.compile(r"""url_for\(\s*["']([\w.]+)["']""")


def test_every_link_names_a_page(app: Flask) -> None:
    named = {
        name
        for kind in ("*.py", "*.html")
        for path in (ROOT / "app").rglob(kind)
        for name in LINK.findall(path.read_text())
    }
    assert len(named) > 20
    assert named <= app.view_functions.keys()


def test_every_template_is_used(app: Flask) -> None:
    sources = "\n".join(
        path.read_text() for kind in ("*.py", "*.html") for path in (ROOT / "app").rglob(kind)
    )
    for path in (ROOT / "app").rglob("templates/**/*.html"):
        inside = path.relative_to(next(p for p in path.parents if p.name == "templates"))
        owner = path.relative_to(ROOT / "app").parts[0]
        name = inside.as_posix() if owner == "web" else f"{owner}/{inside.as_posix()}"
        assert f'"{name}"' in sources, f"{name} is not used"


def test_nothing_typed_is_marked_safe() -> None:
    for path in (ROOT / "app").rglob("*.html"):
        assert "|safe" not in path.read_text().replace(" ", "")
