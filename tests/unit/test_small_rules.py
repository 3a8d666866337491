import secrets
import stat
from pathlib import Path

import pytest

from app.accounts.permissions import ALLOWED, Permission, Role, may
from app.checklists.legal_basis import View, Weight, legal_basis
from app.checklists.library import instruments, standards
from app.checklists.party import law
from app.settings import SettingsError, from_environment
from app.web.paging import Page, page_number

pytestmark = pytest.mark.one_database

# Nothing is known but that the Covenant binds.
ONLY_ICCPR = View(law({}, {"iccpr": (True, "")}, None))


def test_a_monitor_records_facts_and_cannot_find_or_grade() -> None:
    assert may(Role.MONITOR, Permission.ASSESSMENT_WRITE)
    assert not may(Role.MONITOR, Permission.FINDING_WRITE)
    assert not may(Role.MONITOR, Permission.GRADE_DECIDE)


def test_an_observer_only_reads() -> None:
    assert ALLOWED[Role.OBSERVER] == {Permission.CASE_READ, Permission.REPORT_READ}


def test_every_role_has_a_place_in_the_table() -> None:
    assert ALLOWED.keys() == set(Role)


def test_no_source_is_left_out_and_what_binds_comes_first() -> None:
    for standard in standards().values():
        basis = legal_basis(standard, instruments(), ONLY_ICCPR)
        assert {c.source for group in basis.values() for c in group} == set(standard.sources)
        assert list(basis) == [weight for weight in Weight if weight in basis]


def test_a_treaty_that_is_not_known_to_bind_the_state_is_not_called_binding() -> None:
    for standard in standards().values():
        basis = legal_basis(standard, instruments(), ONLY_ICCPR)
        binding = {c.instrument.id for c in basis.get(Weight.BINDING, ())}
        assert binding <= {"iccpr", "customary-ihl"}
        assert "iccpr" not in {c.instrument.id for c in basis.get(Weight.OTHER_LAW, ())}


def test_what_explains_a_treaty_weighs_no_more_than_the_treaty() -> None:
    for standard in standards().values():
        basis = legal_basis(standard, instruments(), ONLY_ICCPR)
        explained = {c.instrument.interprets for c in basis.get(Weight.INTERPRETATION, ())}
        assert explained <= {"iccpr"}
    tainted = legal_basis(standards()["exclusion-of-tainted-evidence"], instruments(), ONLY_ICCPR)
    assert "cat-gc2" in {c.instrument.id for c in tainted[Weight.OTHER_INTERPRETATION]}


def test_without_a_state_in_view_treaties_stand_together() -> None:
    basis = legal_basis(standards()["counsel-pretrial"], instruments())
    assert {c.instrument.id for c in basis[Weight.LAW]} >= {"iccpr", "echr", "achr"}
    assert Weight.BINDING not in basis


def test_a_provision_is_cited_as_lawyers_do() -> None:
    basis = legal_basis(standards()["counsel-pretrial"], instruments())
    cited = {c.cited for group in basis.values() for c in group}
    assert "ICCPR 14(3)(b), (d)" in cited
    assert "General Comment 32, paras 32, 34, 38" in cited
    arrest = legal_basis(standards()["freedom-from-arbitrary-arrest"], instruments())
    assert "WGAD categories I, II" in {c.cited for c in arrest[Weight.GUIDANCE]}


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (None, 1),
        ("", 1),
        ("2", 2),
        ("0", 1),
        ("-1", 1),
        ("x", 1),
        ("9" * 9, 1),
        ("²", 1),
        ("9" * 5000, 1),
    ],
)
def test_a_page_that_makes_no_sense_is_the_first(asked: str | None, number: int) -> None:
    assert page_number(asked) == number


def test_a_page_knows_its_place_in_the_list() -> None:
    page = Page(rows=["a", "b"], number=3, total=52)
    assert (page.count, page.first, page.last) == (3, 51, 52)
    assert (Page([], 1, 0).count, Page([], 1, 0).first) == (1, 0)


def test_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    found = from_environment({"FAIRHEARING_DATA": str(tmp_path / "data"), "PORT": "9000"})
    assert found.port == 9000
    assert found.database_url == f"sqlite:///{tmp_path}/data/fairhearing.db"
    assert len(found.secret_key) == 64


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    environment = {"FAIRHEARING_DATA": str(tmp_path)}
    assert from_environment(environment).secret_key == from_environment(environment).secret_key
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "eighty", "PORT must be a number"),
        ("PORT", "70000", "PORT must be a number"),
        ("PORT", "²", "PORT must be a number"),
        ("FAIRHEARING_TLS", "maybe", "FAIRHEARING_TLS must be yes or no"),
        ("FAIRHEARING_HOST", "0.0.0.0", "passwords would travel in clear"),
        ("FAIRHEARING_DATABASE_URL", "mysql://x", "must begin with sqlite:/// or postgresql://"),
        ("FAIRHEARING_DATABASE_URL", "sqlite:///", "must name a file"),
        ("FAIRHEARING_DATABASE_URL", "sqlite:///:memory:", "must name a file"),
        ("FAIRHEARING_DATABASE_URL", "sqlite:////tmp/a?b.db", "must name a file"),
        ("FAIRHEARING_DATABASE_URL", "sqlite://host/a.db", "must name a file"),
        ("FAIRHEARING_DATA", "/proc/nowhere", "can't be used"),
        ("FAIRHEARING_ORGANISATION", "\udcfc", "FAIRHEARING_ORGANISATION is not text in UTF-8"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    tmp_path: Path, name: str, value: str, says: str
) -> None:
    with pytest.raises(SettingsError, match=says):
        from_environment({"FAIRHEARING_DATA": str(tmp_path), name: value})


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("yes", True),
        ("1", True),
        ("True", True),
        ("", False),
        ("No", False),
        ("0", False),
        ("false", False),
        ("OFF", False),
    ],
)
def test_tls_is_on_only_for_a_yes(tmp_path: Path, said: str, meant: bool) -> None:
    environment = {"FAIRHEARING_DATA": str(tmp_path), "FAIRHEARING_TLS": said}
    assert from_environment(environment).tls is meant


@pytest.mark.parametrize("name", ["secret.key", "password.key"])
@pytest.mark.parametrize("content", [b"abc", b"\xff" * 64])
def test_a_key_that_protects_nothing_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SettingsError, match=f"{name} is no text, or too short to protect"):
        from_environment({"FAIRHEARING_DATA": str(tmp_path)})


def test_a_new_folder_gets_two_keys_and_an_older_one_keeps_its_passwords(tmp_path: Path) -> None:
    new = from_environment({"FAIRHEARING_DATA": str(tmp_path / "new")})
    assert new.secret_key != new.password_key
    (tmp_path / "secret.key").write_text("k" * 64)
    for _start in range(2):
        older = from_environment({"FAIRHEARING_DATA": str(tmp_path)})
        assert (older.secret_key, older.password_key) == ("k" * 64, "k" * 64)
    (tmp_path / "secret.key").unlink()
    assert from_environment({"FAIRHEARING_DATA": str(tmp_path)}).password_key == "k" * 64


def test_of_two_processes_that_make_a_key_both_use_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(length: int) -> str:
        (tmp_path / "password.key").write_text("f" * 64)
        return "s" * 64

    monkeypatch.setattr(secrets, "token_hex", slow)
    found = from_environment({"FAIRHEARING_DATA": str(tmp_path)})
    assert (found.password_key, found.secret_key) == ("f" * 64, "s" * 64)
    assert {path.name for path in tmp_path.iterdir()} == {"password.key", "secret.key"}


def test_a_new_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    from_environment({"FAIRHEARING_DATA": str(tmp_path / "data")})
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:s3cret@h:port/db",
        "postgresql://u:s3:cret@x@h/db",
        "postgresql:u:s3cret@h/db",
        "u:s3cret@h",
    ],
)
def test_a_mistyped_address_of_a_database_is_refused_without_showing_its_password(
    tmp_path: Path, address: str
) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL can't be read") as refused:
        from_environment({"FAIRHEARING_DATA": str(tmp_path), "FAIRHEARING_DATABASE_URL": address})
    assert "s3" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_postgresql_address_may_be_written_plainly(tmp_path: Path) -> None:
    environment = {
        "FAIRHEARING_DATA": str(tmp_path),
        "FAIRHEARING_DATABASE_URL": "postgresql://host/name",
    }
    assert from_environment(environment).database_url == "postgresql+psycopg://host/name"
