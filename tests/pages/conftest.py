"""A served site with its worker, nginx in front as the example has it, and a clerk who publishes and withdraws."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import _wait_for, free_port
from tests.browser.towns import served
from tests.house.words import ROOT

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
EXAMPLE = ROOT / "docs" / "operations" / "nginx.conf.example"
RECORDS = """
from gongkai.records.tests.publishing_race import an_attachment
for number in range({count}):
    making.an_approved(
        unit, now=now, title=f"关于第{{number}}号林区防火工作的通知", doc_number="", formed_on=now.date().isoformat(),
        files=[an_attachment(number)] if number < 12 else [],
    )
"""
COUNT = 112
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over the network."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Town:
    """The site: its own address, nginx's, and its home."""

    own: str
    front: str
    home: Path

    @property
    def files(self) -> Path:
        """What nginx sees."""
        return self.home / "public" / "site"


def fetch(base: str, address: str, method: str = "GET", **headers: str) -> Answer:
    """Ask over a connection of its own, with the address as it is written."""
    host = urlsplit(base)
    line = http.client.HTTPConnection(host.hostname or "", host.port, timeout=PATIENCE)
    try:
        line.request(method, address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        line.close()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town whose records are all signed and none public, behind nginx."""
    if NGINX is None:
        pytest.skip("没有找到 nginx：安装 nginx-light 后才能核对它的示例配置")
    home = tmp_path_factory.mktemp("pages")
    with served(home, RECORDS.format(count=COUNT)) as own:
        port = free_port()
        folder = tmp_path_factory.mktemp("nginx")
        process = subprocess.Popen(
            [NGINX, "-p", str(folder), "-c", str(_written(folder, home, own, port)), "-g", "daemon off;"],
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", process)
            yield Town(own, f"http://127.0.0.1:{port}", home)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


@pytest.fixture(scope="session")
def hire(town: Town) -> Iterator[Callable[[], Clerk]]:
    """Start clerks; those still at work at the end are sent home."""
    clerks: list[Clerk] = []

    def one() -> Clerk:
        clerks.append(Clerk(town.home, town.own))
        return clerks[-1]

    yield one
    for clerk in clerks:
        clerk.leave()


@pytest.fixture(scope="session")
def clerk(hire: Callable[[], Clerk]) -> Clerk:
    """The one for ordinary work."""
    return hire()


class Clerk:
    """The process of `tests.pages.clerk`. `told` is what the last act answered."""

    def __init__(self, home: Path, base: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
        around = kept | {"GONGKAI_HOME": str(home), "GONGKAI_BASE_URL": base}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.pages.clerk"], cwd=ROOT, env=around, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def say(self, words: str) -> None:
        """Give an order without waiting for it."""
        assert self.process.stdin is not None
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()

    def do(self, words: str) -> dict[str, str]:
        """Give an order and wait until it is committed; empty when the clerk was killed over it."""
        self.say(words)
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        return dict(json.loads(told)) if told else {}

    def leave(self) -> None:
        """Send the clerk home."""
        self.process.kill()
        self.process.wait(timeout=PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def _written(folder: Path, home: Path, own: str, port: int) -> Path:
    """The example with the lines changed that it says to change; TLS is left to whoever has a certificate."""
    example = EXAMPLE.read_text("utf-8")
    first, _, _ = example.rpartition("\nserver {")
    for old, new in (
        ("server 127.0.0.1:8000;", f"server {urlsplit(own).netloc};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        ("ssl_certificate     /etc/ssl/certs/gongkai.pem;", ""),
        ("ssl_certificate_key /etc/ssl/private/gongkai.key;", ""),
        ("server_name www.example.gov.cn;", "server_name 127.0.0.1;"),
        ("root /srv/gongkai/public;", f"root {home / 'public'};"),
    ):
        assert first.count(old) == 1, old
        first = first.replace(old, new)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Tests may run as root, whose home others cannot read.
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = (
        f"{user}worker_processes 1;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
        f"events {{ worker_connections 256; }}\nhttp {{\naccess_log off;\n{temporary}{first}\n}}\n"
    )
    made = folder / "nginx.conf"
    made.write_text(whole, "utf-8")
    return made
