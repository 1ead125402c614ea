"""A site of its own with the sample reports, and a browser to walk through it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.house import tables

PATIENCE = 60
COMMAND = (sys.executable, "-c", "from gongkai.cli.main import main; main()")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a freshly built demo site."""
    home = tmp_path_factory.mktemp("site")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    surroundings = kept | {"GONGKAI_HOME": str(home), "GONGKAI_SITE_OWNER": "泉州市泉港区人民政府"}
    tables.lay(home / "gongkai.sqlite3")
    subprocess.run(
        [*COMMAND, "demo", "--no-serve", "--no-replay"], env=surroundings, check=True, capture_output=True, timeout=300
    )
    port = free_port()
    with Path(home / "server.log").open("wb") as log:
        server = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=surroundings, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/healthz", server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(PATIENCE * 5):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with opener.open(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not answer")


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a page of a given width, with or without script, in display modes; a console error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(width: int = 1280, *, script: bool = True, modes: dict[str, str] | None = None) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=site, accept_downloads=True
        )
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in (modes or {}).items()])
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    # A status of 4xx is logged by the browser as an error and is what those tests ask for.
    assert [error for error in errors if "the server responded with a status of 4" not in error] == []
