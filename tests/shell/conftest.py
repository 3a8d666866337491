"""The program as a person runs it in a terminal."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.one_database)


def run_in(data: Path) -> Run:
    def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            cwd=environment.pop("cwd", str(ROOT)),
            env={**os.environ, "FAIRHEARING_DATA": str(data), **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the program on data that hold the demonstration."""
    run = run_in(tmp_path_factory.mktemp("data"))
    for command in ("migrate", "demo"):
        done = run(command)
        assert done.returncode == 0, done.stderr
    return run


@pytest.fixture
def elsewhere(tmp_path: Path) -> Run:
    """Run the program on data of its own."""
    return run_in(tmp_path / "data")
