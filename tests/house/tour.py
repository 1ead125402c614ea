"""`./run tour`: the sample data served from a home of its own, and a picture of every screen in docs/tour."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from tests.house.words import ROOT

SCREENS = {
    "home": "/",
    "column": "/annual/",
    "report": "/annual/QZ-QG/2025/",
    "compare": "/annual/QZ-QG/compare/",
    "check": "/annual/check/",
    "help": "/help/",
    "accessibility": "/accessibility/",
}
WIDE, NARROW = (1280, 900), (390, 844)
PATIENCE = 60


def take() -> int:
    """Every screen, wide, and narrow as on a phone; how many pictures."""
    folder = ROOT / "docs" / "tour"
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    with _site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for (width, height), mark in ((WIDE, ""), (NARROW, "-phone")):
            page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
            for name, path in SCREENS.items():
                page.goto(address + path)
                page.screenshot(path=folder / f"{name}{mark}.png")
                taken += 1
        browser.close()
    return taken


@contextmanager
def _site() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        env = os.environ | {"GONGKAI_HOME": home}
        served = subprocess.Popen([sys.executable, "-m", "gongkai.cli", "demo", "--port", str(port)], cwd=ROOT, env=env)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, served)
            yield address
        finally:
            served.terminate()
            served.wait(timeout=20)


def _wait(address: str, served: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and served.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
            return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the site did not come up")
