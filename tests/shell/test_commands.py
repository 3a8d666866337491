import errno
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from app.output import write
from tests.browser.conftest import Server
from tests.conftest import ROOT
from tests.shell.conftest import Run, run_in


def sentence(done: "subprocess.CompletedProcess[str]") -> str:
    """Return what a failing command said, once it is clear that it failed properly."""
    assert done.returncode != 0
    assert "Traceback" not in done.stderr + done.stdout
    return done.stderr


def test_the_checklists_are_counted(elsewhere: Run) -> None:
    done = elsewhere("checklists", "check")
    assert done.returncode == 0
    assert "63 standards, 774 sources, 567 questions, 0 mistakes" in done.stdout
    assert "trial/1: 301 questions, 0 more that record, 29 contradictions" in done.stdout


def test_the_commands_work_from_any_folder(elsewhere: Run, tmp_path: Path) -> None:
    done = elsewhere("migrate", cwd=str(tmp_path), PYTHONPATH=str(ROOT))
    assert "The database is up to date." in done.stdout


def test_a_planted_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    for folder in ("app", "checklists", "migrations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "checklists" / "published.txt").unlink()
    path = tmp_path / "checklists" / "trial" / "1.yaml"
    lines = path.read_text().splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "id: public-hearing.3" in line)
    lines[number - 1] = lines[number - 1].replace("public-hearing.3", "public-hearing.2")
    path.write_text("\n".join(lines))
    done = subprocess.run(
        [sys.executable, "-m", "app", "checklists", "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(tmp_path), "FAIRHEARING_DATA": str(tmp_path / "data")},
    )
    assert f"checklists/trial/1.yaml:{number}: the question public-hearing.2" in sentence(done)
    assert "1 mistake\n" in done.stdout


def test_an_edited_version_that_was_published_stops_check_and_program(tmp_path: Path) -> None:
    for folder in ("app", "checklists", "migrations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = tmp_path / "checklists" / "screening" / "1.yaml"
    then = sha256(path.read_bytes()).hexdigest()
    path.write_text(path.read_text() + "# A remark.\n")
    both = f"its SHA-256 was then {then} and is {sha256(path.read_bytes()).hexdigest()}"
    run = run_in(tmp_path / "data")
    there = {"cwd": str(tmp_path), "PYTHONPATH": str(tmp_path)}
    for arguments in (("checklists", "check"), ("run",)):
        done = run(*arguments, **there)
        assert both in sentence(done), arguments
        assert done.returncode == 1
        assert "Sign in" not in done.stdout


def test_checklists_go_out_and_come_in(run: Run, tmp_path: Path) -> None:
    form = tmp_path / "screening.xlsx"
    done = run("checklists", "export", "screening", "1", "--as", "xlsform", "-o", str(form))
    assert "screening, version 1" in done.stdout
    said = sentence(run("checklists", "import", str(form)))
    assert "screening.xlsx:settings!B2: the program brings a checklist “screening”" in said
    assert said.endswith("Nothing was imported.\n")
    own = tmp_path / "own.yaml"
    own.write_text((ROOT / "tests" / "own.yaml").read_text())
    assert "Imported own, version 1, as a draft." in run("checklists", "import", str(own)).stdout
    said = sentence(run("checklists", "import", str(own)))
    assert "own.yaml:3: “own”, version 1, is there already; make it version 2" in said
    copy = tmp_path / "copy.yaml"
    run("checklists", "export", "own", "1", "--as", "yaml", "-o", str(copy))
    assert copy.read_bytes() == own.read_bytes()


def test_a_checklist_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "x.yaml")
    said = sentence(run("checklists", "export", "nothing", "1", "--as", "yaml", "-o", out))
    assert "There is no checklist “nothing”, version 1." in said
    done = run("checklists", "import", str(tmp_path / "none.yaml"))
    assert done.returncode == 1
    assert "none.yaml: there is no such file" in sentence(done)


def test_loading_the_demonstration_again_says_so(run: Run) -> None:
    assert "The cases are there already." in run("demo").stdout


def test_an_unknown_case_has_no_report(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "x.pdf"
    said = sentence(run("report", "nobody", "-o", str(output)))
    assert "There is no case “nobody”" in said
    assert not output.exists()


def test_a_case_without_an_assessment_has_no_report(run: Run, tmp_path: Path) -> None:
    said = sentence(run("report", "kh-son-chhay", "-o", str(tmp_path / "x.pdf")))
    assert "has no assessment to report on yet" in said


def test_a_report_that_cannot_be_written_says_where(run: Run) -> None:
    said = sentence(run("report", "kh-kem-sokha", "-o", "/proc/report.pdf"))
    assert "/proc/report.pdf could not be written" in said


def test_on_a_full_disk_the_earlier_report_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    output = tmp_path / "report.pdf"
    write(b"earlier", output)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(b"later", output)
    assert output.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [output]


def test_a_report_goes_where_a_link_leads_and_into_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to("report.pdf")
    write(b"report", tmp_path / "link.pdf")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "report.pdf").read_bytes() == b"report"
    write(b"report", Path("/dev/null"))
    assert Path("/dev/null").is_char_device()


def test_a_report_on_a_full_disk_says_so(run: Run) -> None:
    said = sentence(run("report", "kh-kem-sokha", "-o", "/dev/full"))
    assert "/dev/full could not be written: No space left on device." in said


def test_a_database_without_tables_says_what_to_run(elsewhere: Run, tmp_path: Path) -> None:
    said = sentence(elsewhere("report", "x", "-o", str(tmp_path / "x.pdf")))
    assert "fairhearing migrate" in said


def test_a_database_that_is_none_is_said(elsewhere: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "fairhearing.db").write_text("not a database at all, but some text")
    assert "The database can't be used" in sentence(elsewhere("migrate"))


def test_a_database_that_cannot_be_written_is_said(elsewhere: Run, tmp_path: Path) -> None:
    assert elsewhere("migrate").returncode == 0
    with sqlite3.connect(tmp_path / "data" / "fairhearing.db") as held:
        held.execute(
            'CREATE TRIGGER full BEFORE INSERT ON "case" '
            "BEGIN SELECT RAISE(FAIL, 'disk full'); END"
        )
    held.close()
    said = sentence(elsewhere("demo"))
    assert "disk full" in said
    with sqlite3.connect(tmp_path / "data" / "fairhearing.db") as looked:
        assert looked.execute("SELECT count(*) FROM user").fetchone() == (0,), "nothing half saved"
    looked.close()


def test_the_database_stands_in_the_data_folder_whatever_its_name(tmp_path: Path) -> None:
    data = tmp_path / "100 %20 a?b#c"
    run = run_in(data)
    for _start in range(2):
        assert run("migrate").returncode == 0
    assert (data / "fairhearing.db").exists()
    assert list(tmp_path.iterdir()) == [data]


def test_a_database_of_a_newer_version_is_said(elsewhere: Run, tmp_path: Path) -> None:
    assert elsewhere("migrate").returncode == 0
    with sqlite3.connect(tmp_path / "data" / "fairhearing.db") as held:
        held.execute("UPDATE alembic_version SET version_num = '9999'")
    held.close()
    assert "made by a newer version of the program" in sentence(elsewhere("migrate"))


@pytest.mark.parametrize(
    "arguments", [("report", "\udcff", "-o", "x"), ("sign-in-link", "\udcff@x"), ("\udcff",)]
)
def test_an_argument_that_is_no_text_is_said(elsewhere: Run, arguments: tuple[str, ...]) -> None:
    assert "is not text in UTF-8" in sentence(elsewhere(*arguments))


def test_nonsense_in_the_environment_is_said(elsewhere: Run) -> None:
    assert "PORT must be a number" in sentence(elsewhere("run", PORT="eighty"))
    said = sentence(elsewhere("migrate", FAIRHEARING_DATABASE_URL="oracle://x"))
    assert "must begin with sqlite:/// or postgresql://" in said
    said = sentence(elsewhere("migrate", FAIRHEARING_ORGANISATION="\udcfc"))
    assert "FAIRHEARING_ORGANISATION is not text" in said


def test_a_sign_in_link_is_printed_for_the_shell(run: Run) -> None:
    assert run("sign-in-link").stdout.startswith("/welcome/")
    said = sentence(run("sign-in-link", "nobody@example.org"))
    assert "Nobody signs in with the address nobody@example.org" in said
    assert "Nobody signs in" in sentence(run("sign-in-link", "demonstration@localhost"))


def test_a_sign_in_link_is_asked_for_however_the_address_is_spelt(
    elsewhere: Run, tmp_path: Path
) -> None:
    assert elsewhere("migrate").returncode == 0
    with sqlite3.connect(tmp_path / "data" / "fairhearing.db") as held:
        held.execute(
            "INSERT INTO user (email, name, role, active, fs_uniquifier, created_at) VALUES "
            "('a@bücher.de', 'A', 'administrator', 1, 'x', '2026-01-01 00:00:00')"
        )
    held.close()
    assert elsewhere("sign-in-link", "A@xn--bcher-kva.de").stdout.startswith("/welcome/")


def test_the_commands_are_listed(run: Run) -> None:
    listed = run("--help").stdout
    for command in ("run", "migrate", "demo", "report", "checklists", "sign-in-link"):
        assert f"  {command}" in listed


@pytest.mark.enable_socket
def test_a_port_in_use_is_said_and_the_next_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = Server.__new__(Server)
        server.data, server.port = tmp_path, taken.getsockname()[1]
        server.start()
        assert f":{server.port + 1}/welcome/" in server.link
        server.kill()


def test_starting_again_keeps_everything_and_prints_a_new_link(tmp_path: Path) -> None:
    server = Server(tmp_path)
    first = server.link
    server.kill()
    server.start()
    assert server.link != first
    server.kill()
    with sqlite3.connect(tmp_path / "fairhearing.db") as looked:
        assert looked.execute('SELECT count(*) FROM "case"').fetchone() == (18,)
    looked.close()
