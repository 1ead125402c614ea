"""`./run tour`: the sample data served from a home of its own, and a picture of every screen in docs/tour."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.house.words import ROOT

SCREENS = {
    "home": "/",
    "units": "/units/",
    "unit": "/units/QZ-QG-TL/",
    "unit-guide": "/units/QZ-QG-TL/guide/",
    "unit-institutions": "/units/QZ-QG-TL/institutions/",
    "contents": "/contents/",
    "rules": "/rules/",
    "request": "/request/",
    "request-form": "/request/new/",
    "request-follow": "/request/follow/",
    "complaint": "/complaint/",
    "reading-points": "/reading-points/",
    "items": "/items/",
    "library": "/library/",
    "search": "/search/?q=保洁",
    "browse": "/browse/",
    "open": "/open/",
    "terminal": "/terminal/",
    "column": "/annual/",
    "report": "/annual/QZ-QG/2025/",
    "compare": "/annual/QZ-QG/compare/",
    "check": "/annual/check/",
    "records": "/records/",
    "record": "/records/QZ04101-0105-2026-00001/",
    "help": "/help/",
    "accessibility": "/accessibility/",
}
# The staff's screens, by the sample account that sees them; "{…}" is the record of that title, "{request:…}" the
# request for that.
DESK = {
    "tuling.clerk": {
        "desk-home": "/desk/",
        "desk-draft": "/desk/records/{水稻种植}/edit/",
        "desk-record": "/desk/records/{宅基地审批}/",
        "desk-ledger": "/desk/ledger/",
        "desk-statistics": "/desk/statistics/",
        "desk-imports": "/desk/imports/",
        "desk-adjustment": "/desk/adjustment/",
        "desk-requests": "/desk/requests/",
        "desk-request": "/desk/requests/{request:农村公路养护资金}/",
        "desk-request-clock": "/desk/requests/{request:某地块征收补偿协议}/clock/",
        "desk-procedure": "/desk/requests/procedure/",
        "desk-filings": "/desk/filings/",
    },
    "tuling.secrecy": {"desk-reviews": "/desk/reviews/", "desk-review": "/desk/records/{森林防火}/review/"},
    "zfb.publisher": {"desk-publishing": "/desk/publishing/", "desk-publish": "/desk/records/{部门预算}/publish/"},
    "zfb.office": {
        "desk-chain": "/desk/chain/",
        "desk-columns": "/desk/columns/",
        "desk-items": "/desk/items/",
        "desk-halls": "/desk/halls/",
        "desk-requests-board": "/desk/requests/board/",
        "desk-papers": "/desk/papers/",
        "desk-clocks": "/desk/clocks/",
        "desk-wall": "/desk/clocks/?wall=1",
        "desk-clocks-month": "/desk/clocks/month/",
        "desk-supervision-rules": "/desk/supervision-rules/",
        "desk-assurance": "/desk/assurance/",
        "desk-inspections": "/desk/inspections/",
        "desk-measures": "/desk/measures/",
        "desk-tallies": "/desk/tallies/",
        "desk-received": "/desk/received/",
        "desk-compilations": "/desk/compilations/",
        "desk-held": "/desk/held/QZ-QG/2025/",
    },
    "system": {
        "desk-units": "/desk/units/",
        "desk-people": "/desk/people/",
        "desk-systems": "/desk/systems/",
        "desk-site": "/desk/site/",
    },
    "audit": {"desk-journal": "/desk/journal/"},
}
WIDE, NARROW = (1280, 900), (390, 844)
RECORD = "SELECT id FROM records_record WHERE title LIKE ?"
# The sample data plays a whole year.
PATIENCE = 1200


def take() -> int:
    """Every screen, wide, and narrow as on a phone; how many pictures."""
    folder = ROOT / "docs" / "tour"
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    with _site() as (address, home), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for (width, height), mark in ((WIDE, ""), (NARROW, "-phone")):
            for login, screens in {"": SCREENS, **DESK}.items():
                page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
                if login:
                    sign_in(page, address, login, home, 0 if mark == "" else 1)
                for name, path in screens.items():
                    page.goto(address + _found(path, home))
                    page.screenshot(path=folder / f"{name}{mark}.png")
                    taken += 1
                page.close()
        browser.close()
    return taken


def sign_in(page: Page, address: str, login: str, home: Path, code: int) -> None:
    """As that sample account; an administrator's second factor is one of the codes that may be used once."""
    told = (home / "demo-accounts.txt").read_text("utf-8")
    password = re.search(r"密码  (\S+)", told)
    assert password is not None
    page.goto(f"{address}/account/login/?next=/desk/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password[1])
    page.click("main button.main")
    if "/desk/" not in page.url:
        codes = re.search(rf"^  {login} .*\n.*：([\d ]+)$", told, re.MULTILINE)
        assert codes is not None
        page.fill("[name=code]", codes[1].split()[code])
        page.click("main button.main")
    page.wait_for_url("**/desk/")


def _found(path: str, home: Path) -> str:
    """The path with the number of the record, or of the request, that the words in braces name."""
    words = re.search(r"\{(request:)?(.+)\}", path)
    if words is None:
        return path
    asked = "SELECT id FROM requests_request WHERE subject LIKE ?" if words[1] else RECORD
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as database:
        row = database.execute(asked, (f"%{words[2]}%",)).fetchone()
    return path.replace(words[0], str(row[0]))


@contextmanager
def _site() -> Iterator[tuple[str, Path]]:
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        env = os.environ | {"GONGKAI_HOME": home}
        served = subprocess.Popen([sys.executable, "-m", "gongkai.cli", "demo", "--port", str(port)], cwd=ROOT, env=env)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, served)
            yield address, Path(home)
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
