"""A real server, and Chromium looking at it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.conftest import IS_CI, ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
OPTIONS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
PASSWORD = "a sentence of my own"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    missing = pytest.mark.skip("Chromium is not installed: apt-get install chromium")
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM and not IS_CI:
                item.add_marker(missing)


class Server:
    """``fairhearing run`` in a process of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.start()

    def start(self) -> None:
        environment = {
            **os.environ,
            "FAIRHEARING_DATA": str(self.data),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app", "run", "--demo"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith("Sign in"):
                self.link = line.split()[-1]
                return
        raise RuntimeError("".join(lines))

    @property
    def base(self) -> str:
        return f"http://localhost:{self.port}"

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.kill()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*OPTIONS, *sandbox])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(server: Server, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Set up the first account; return where the browser's cookies are kept."""
    state = tmp_path_factory.mktemp("state") / "state.json"
    context = chromium.new_context(base_url=server.base)
    page = context.new_page()
    page.goto(server.link)
    page.get_by_label("Your name").fill("R. Reviewer")
    page.get_by_label("E-mail address").fill("reviewer@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Create my account and sign in").click()
    page.get_by_role("heading", name="Cases", level=1).wait_for()
    context.storage_state(path=state)
    context.close()
    return str(state)


def watched(context: BrowserContext) -> list[str]:
    """Gather what the browser complains of, so that a test can ask that it is nothing.

    That an answer had a status of 400 or more is none: tests ask for those on purpose.
    """
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        expected = message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not expected:
            complaints.append(message.text)

    context.on("console", note)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    return complaints


@pytest.fixture
def context(server: Server, chromium: Browser, signed_in: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=server.base, storage_state=signed_in, viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    complaints = watched(context)
    yield context.new_page()
    assert complaints == []


def begin_assessment(page: Page) -> str:
    """Begin an assessment of the Kem Sokha case; return its address."""
    page.goto("/cases/kh-kem-sokha/assessments/new")
    page.get_by_role("radio", name=re.compile(r"^Trial\b")).check()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Trial", level=1).wait_for()
    return page.url
