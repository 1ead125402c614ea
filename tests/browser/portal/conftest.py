"""One district served for all of these tests, and a browser to walk through it as a citizen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.conftest import COMMAND, _wait_for, free_port
from tests.house import tables

BUILDING = 600
SLOWNESS = 60


@dataclass(frozen=True, slots=True)
class District:
    """Where it is served; of each kind its first address, if it is kept as files; remarkable records by number."""

    address: str
    kinds: dict[str, str]
    records: dict[str, str]

    def record(self, name: str) -> str:
        """The address of a remarkable record."""
        return f"/records/{self.records[name]}/"


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """A district of 41 units, freshly built and served."""
    home = tmp_path_factory.mktemp("district")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    around = bare | {
        "GONGKAI_HOME": str(home), "GONGKAI_SITE_OWNER": "泉州市泉港区人民政府",
        "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded",
    }  # fmt: skip
    tables.lay(home / "gongkai.sqlite3")
    told = home / "told.json"
    command = [sys.executable, "-m", "tests.browser.portal.seed", str(told)]
    done = subprocess.run(command, env=around, capture_output=True, text=True, timeout=BUILDING)
    assert done.returncode == 0, done.stderr[-3000:]
    port = free_port()
    with Path(home / "server.log").open("wb") as log:
        server = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=around, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield District(f"http://127.0.0.1:{port}", **json.loads(told.read_text("utf-8")))
        finally:
            server.terminate()
            server.wait(timeout=SLOWNESS)


@pytest.fixture(scope="session")
def site(district: District) -> str:
    """What `open_page` opens."""
    return district.address
