"""What the documents say: every command is run, every example read, every link followed."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from app.checklists.checklist import Checklist
from app.checklists.party import States
from app.checklists.standard import Standards
from tests.browser.conftest import free_port
from tests.conftest import IS_CI, ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
SERVERS = ("make run", ".venv/bin/fairhearing run")

needs_environment = pytest.mark.skipif(
    not (ROOT / ".venv" / "bin" / "fairhearing").exists() and not IS_CI,
    reason="there is no .venv: make setup",
)


def fenced(language: str) -> Iterator[tuple[str, str]]:
    for path in DOCUMENTS:
        for found, text in FENCE.findall(path.read_text()):
            assert found in ("sh", "text", "yaml"), f"{path}: a block without a language"
            if found == language:
                yield path.name, text


COMMANDS = sorted({line for _name, text in fenced("sh") for line in text.splitlines()})


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Data that hold the demonstration, kept out of the checkout."""
    data = tmp_path_factory.mktemp("documents")
    base = {**os.environ, "FAIRHEARING_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    subprocess.run(["make", "demo"], cwd=ROOT, env=base, check=True, capture_output=True)
    return base


def shell(command: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**environment, "PORT": str(free_port())},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def test_there_are_commands_to_run() -> None:
    assert {"make run", "make test", ".venv/bin/fairhearing checklists check"} <= set(COMMANDS)


@needs_environment
@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in (*SERVERS, "make test")])
def test_the_command_works(command: str, environment: dict[str, str]) -> None:
    process = shell(command, environment)
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said
    for made in re.findall(r"-o (\S+)", command):
        (ROOT / made).unlink()


@needs_environment
@pytest.mark.parametrize("command", SERVERS)
def test_the_command_starts_the_program(command: str, environment: dict[str, str]) -> None:
    process = shell(command, environment)
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Stop it"):
            break
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert any("/welcome/" in line for line in lines), "".join(lines)


def test_the_test_command_is_the_one_that_decides() -> None:
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "make test"


def test_the_examples_for_authors_can_be_read() -> None:
    kinds = {"standards": Standards, "states": States, "id": Checklist}
    examples = [YAML(typ="safe").load(text) for _name, text in fenced("yaml")]
    assert len(examples) == 4
    for example in examples:
        kinds[next(iter(example))].model_validate(example)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text()):
        assert (document.parent / target).exists(), target


def test_every_file_that_the_documents_name_is_there() -> None:
    for document in DOCUMENTS:
        for name in re.findall(
            r"`((?:app|tests|docs|checklists|migrations)/[\w./-]+)`", document.read_text()
        ):
            assert (ROOT / name).exists(), f"{document.name}: {name}"
