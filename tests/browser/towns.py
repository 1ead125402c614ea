"""A town's own site for the journeys of its staff: seeded by the real actions, served, and visited signed in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import COMMAND, _wait_for, free_port
from tests.house import tables

PASSWORD = "Qz-Gongkai-26"
# Where every town begins: its tables, itself and somebody for each duty; the journeys' own records follow.
BEGINNING = """
import os
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from gongkai.kit import clock
from gongkai.records.tests import making
from django.contrib.auth.hashers import make_password
from gongkai.units.models import Agency, Person
from gongkai.units.passwords import set_password
unit = Agency.objects.create(
    code="tuling", name="泉港区涂岭镇人民政府", short="涂岭镇", level="town", index_code="QZ04101"
)
making.people(unit)
# One password for all, so it is hashed once: hashing is made slow on purpose.
Person.objects.update(
    password=make_password(os.environ["DESK_PASSWORD"]), must_change_password=False, password_set_at=clock.now()
)
now, staff = clock.now(), making.actors(unit)
"""
PATIENCE = 300
SLOWNESS = 60


@contextmanager
def served(home: Path, records: str) -> Iterator[str]:
    """The address of a site whose town has those records: lines of Python that go on from BEGINNING."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    around = kept | {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"}
    around["DESK_PASSWORD"] = PASSWORD
    command = [sys.executable, "-c", BEGINNING + records]
    tables.lay(home / "gongkai.sqlite3")
    subprocess.run(command, env=around, check=True, capture_output=True, timeout=PATIENCE)
    port = free_port()
    with Path(home / "server.log").open("wb") as log:
        server = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=around, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=SLOWNESS)


@contextmanager
def visits(browser: Browser, address: str, first: str) -> Iterator[Callable[..., Page]]:
    """Pages of people who signed in and stand at `first`; an error in the console fails the test at the end."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(login: str, width: int = 1280, *, script: bool = True, modes: dict[str, str] | None = None) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=address
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (modes or {}).items()])
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"/account/login/?next={first}")
        page.locator("input[name=login]").fill(login)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(f"**{first}")
        return page

    try:
        yield make
    finally:
        for context in contexts:
            context.close()
    assert [error for error in errors if "the server responded with a status of 4" not in error] == []
