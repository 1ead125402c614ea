"""The provider and the site, each in a process of its own, talking over loopback."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.house import tables
from tests.house.words import ROOT
from tests.identity.provider import CLIENT, SECRET


@dataclass(frozen=True, slots=True)
class Pair:
    """The addresses of both, and the site's own home to look into."""

    site: str
    identity: str
    home: Path

    def rows(self, question: str, *given: object) -> list[tuple[Any, ...]]:
        """What the site's database holds."""
        with closing(sqlite3.connect(self.home / "gongkai.sqlite3", timeout=20)) as base:
            found = base.execute(question, given).fetchall()
            base.commit()
            return found

    def journal(self, act: str) -> list[dict[str, str]]:
        """What the rows of that act say, the oldest first."""
        rows = self.rows("SELECT after FROM kit_journalentry WHERE act = ? ORDER BY number", act)
        return [json.loads(after) for (after,) in rows]

    def ties(self) -> list[tuple[str, str]]:
        """Login and service of every tie."""
        join = "SELECT login, provider FROM socialaccount_socialaccount s JOIN units_person p ON p.id = s.user_id"
        return [(str(login), str(service)) for login, service in self.rows(join)]

    def untie(self, login: str) -> None:
        """Take a tie off by the real action."""
        command = [sys.executable, "-m", "tests.identity.site", "untie", login]
        subprocess.run(command, cwd=ROOT, env=_surroundings(self.home), check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Provider and site, started once for the file."""
    folder, home = tmp_path_factory.mktemp("identity"), tmp_path_factory.mktemp("site")
    tables.lay(home / "gongkai.sqlite3")
    ports = free_port(), free_port()
    site, identity = f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}"
    callback = f"{site}/account/oidc/identity/login/callback/"
    ours = _surroundings(home) | {
        "GONGKAI_BASE_URL": site, "GONGKAI_OIDC_ISSUER": f"{identity}/o", "GONGKAI_OIDC_CLIENT_ID": CLIENT,
        "GONGKAI_OIDC_CLIENT_SECRET": SECRET, "GONGKAI_OIDC_NAME": "政务统一认证",
    }  # fmt: skip
    provider = ["tests.identity.provider", str(folder), str(ports[1]), callback]
    with (
        _running(provider, dict(os.environ), folder / "log", f"{identity}/o/.well-known/openid-configuration"),
        _running(["tests.identity.site", str(ports[0])], ours, home / "log", f"{site}/healthz"),
    ):
        yield Pair(site, identity, home)


@pytest.fixture
def pair(both: Pair) -> Pair:
    """Both, with no tie left from another test and the provider telling the truth."""
    both.rows("DELETE FROM socialaccount_socialaccount")
    tell(both.identity, "truth")
    return both


def tell(identity: str, what: str) -> None:
    """Let the provider get something wrong, or right again."""
    with requests.Session() as session:
        session.trust_env = False
        assert session.post(f"{identity}/lie/{what}/", timeout=20).status_code == 204


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _surroundings(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return kept | {"GONGKAI_HOME": str(home)}


@contextmanager
def _running(module: list[str], surroundings: dict[str, str], log: Path, address: str) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", *module], cwd=ROOT, env=surroundings, stdout=out, stderr=out)
        try:
            _wait_for(address, process, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    with requests.Session() as session:
        session.trust_env = False
        for _ in range(900):
            if process.poll() is not None:
                raise RuntimeError(log.read_text("utf-8"))
            try:
                if session.get(address, timeout=5).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.1)
    raise RuntimeError(log.read_text("utf-8"))
