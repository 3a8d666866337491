"""The two rules that keep the code in layers.  docs/architecture.md draws them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "app").rglob("*.py"))

# A feature may import only what is listed after it.
ORDER = (
    "__main__",
    "server",
    "factory",
    "demonstration",
    "overview",
    "reports",
    "comparison",
    "findings",
    "assessments",
    "evidence",
    "cases",
    "checklists",
    "accounts",
    "audit",
    "web",
    "db",
    "logs",
    "settings",
    "output",
    "partial_date",
)
FREE = {"__main__", "server", "factory", "db", "logs", "settings", "web"}

# A file's name says which libraries it may touch; any other name, none of them.
MAY_IMPORT = {
    "views": {"flask", "flask_babel", "flask_security", "flask_wtf", "werkzeug"},
    "access": {"flask", "flask_security", "flask_limiter"},
    "commands": {"click", "flask"},
    "forms": {"wtforms", "flask_wtf", "flask_babel"},
    "words": {"flask_babel"},
    "actions": {"sqlalchemy"},
    "queries": {"sqlalchemy"},
    "models": {"sqlalchemy", "flask_security"},
    "pdf": {"weasyprint"},
}
FRAMEWORKS = set().union(*MAY_IMPORT.values())

# Inside a feature, and between features, a role may import only the roles after it.
ROLES = ("views", "commands", "access", "forms", "words", "actions", "queries", "models")


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module
            is_package = (ROOT / node.module.replace(".", "/")).is_dir()
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names if is_package else [node.module]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def feature(module: str) -> str:
    return module.split(".")[1]


def role(module: str) -> str:
    """``app.cases.views.hearings`` and ``app.cases.views`` are both ``views``."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 else ""


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_module_imports_only_what_its_place_and_its_name_allow(path: Path) -> None:
    me = name_of(path)
    if me == "app":
        return
    for target in imports(path):
        if target.startswith("app."):
            check_own(me, target)
        elif target.split(".")[0] in FRAMEWORKS and feature(me) not in FREE:
            assert target.split(".")[0] in MAY_IMPORT.get(role(me), set()), (
                f"{me} may not import {target}: the file's name does not allow it"
            )


def check_own(me: str, target: str) -> None:
    assert ORDER.index(feature(target)) >= ORDER.index(feature(me)), (
        f"{me} may not import {target}: it lies above"
    )
    if role(target) in ROLES and feature(me) not in FREE:
        assert role(me) in ROLES, f"{me} is a rule and may not import {target}"
        assert ROLES.index(role(me)) <= ROLES.index(role(target)), f"{me} may not import {target}"


def test_rules_load_no_framework() -> None:
    """The rules of the domain run without Flask, SQLAlchemy or WTForms."""
    rules = [
        name_of(path)
        for path in MODULES
        if path.parent.parent.name == "app"
        and path.stem not in MAY_IMPORT
        and path.stem != "__init__"
        and path.parent.name != "web"
    ]
    assert "app.findings.grade" in rules
    code = f"import sys, {', '.join(rules)}; sys.exit(bool({FRAMEWORKS!r} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    assert path.read_text().count("\n") <= 400, "split this file"


def test_only_the_request_commits() -> None:
    committing = {ids(path) for path in MODULES if ".commit()" in path.read_text()}
    assert committing == {"app/db.py"}


def test_every_feature_stands_in_the_order() -> None:
    features = {path.name for path in (ROOT / "app").iterdir() if (path / "__init__.py").exists()}
    assert features <= set(ORDER)


def test_the_lock_files_name_no_host() -> None:
    locks = sorted(ROOT.glob("requirements*.txt"))
    assert [lock.name for lock in locks] == ["requirements-dev.txt", "requirements.txt"]
    for lock in locks:
        assert "://" not in lock.read_text()
