"""The world, served twice: on one machine with SQLite, and as production's public process with its role."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.browser.conftest import COMMAND, _wait_for, free_port
from tests.house import tables

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
BUILDING = 600
# Who tries every door asks more than an address may; the limits have tests of their own.
UNLIMITED = {"GONGKAI_OPEN_CALLS_A_MINUTE": "1000000", "GONGKAI_VISITS_PER_HOUR": "1000000"}
SLOWNESS = 60
PROXIED = {"X-Forwarded-Proto": "https"}


@dataclass(frozen=True, slots=True)
class Site:
    """Where it is served, what lies in it, and what its front proxy adds to every request."""

    address: str
    home: Path
    around: dict[str, str]
    world: dict[str, Any]
    always: dict[str, str]


def build(home: Path, more: dict[str, str]) -> tuple[dict[str, str], dict[str, Any]]:
    """The environment of a home with the world in it, and the world's names."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    around = (
        bare | {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"} | UNLIMITED | more
    )
    if "GONGKAI_DATABASE_URL" not in more:
        tables.lay(home / "gongkai.sqlite3")
    told = home / "world.json"
    command = [sys.executable, "-m", "tests.border.world", str(told)]
    done = subprocess.run(command, env=around, capture_output=True, text=True, timeout=BUILDING)
    assert done.returncode == 0, done.stderr[-3000:]
    return around, json.loads(told.read_text("utf-8"))


@contextmanager
def embedded(home: Path) -> Iterator[Site]:
    """`gongkai serve` on SQLite."""
    around, world = build(home, {})
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with _running([*COMMAND, "serve", "--port", str(port)], around, home, address):
        yield Site(address, home, around, world, {})


@contextmanager
def public_process(home: Path) -> Iterator[Site]:
    """Production's public process on PostgreSQL: made by the owner, granted, served by the role."""
    name = f"gongkai_border_{os.getpid()}"
    role = f"{name}_public"
    server = _server()
    base = server.rsplit("/", 1)[0]
    with psycopg.connect(server, autocommit=True) as own:
        own.execute(f"CREATE DATABASE {name}")
        own.execute(f"CREATE ROLE {role} LOGIN")
    try:
        around, world = build(home, {"GONGKAI_DATABASE_URL": f"{base}/{name}"})
        public = f"postgres://{role}@{base.rpartition('@')[2]}/{name}"
        around["GONGKAI_PUBLIC_DATABASE_URL"] = public
        subprocess.run(
            [*COMMAND, "border", "grant", role], env=around, check=True, capture_output=True, timeout=SLOWNESS
        )
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        alone = {name: value for name, value in around.items() if name != "GONGKAI_DATABASE_URL"} | {
            "DJANGO_SETTINGS_MODULE": "gongkai.settings.portal", "GONGKAI_BASE_URL": f"https://127.0.0.1:{port}",
            "GONGKAI_SECRET_KEY": "border-" * 8,
        }  # fmt: skip
        collect = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v", "0"]
        subprocess.run(collect, env=alone, check=True, capture_output=True, timeout=SLOWNESS)
        serve = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws",
            "gongkai.wsgi:application",
        ]  # fmt: skip
        with _running(serve, alone, home, address):
            yield Site(address, home, around | {"ALONE": json.dumps(alone)}, world, PROXIED)
    finally:
        with psycopg.connect(server, autocommit=True) as own:
            own.execute(f"DROP DATABASE {name} WITH (FORCE)")
            own.execute(f"DROP ROLE {role}")


@contextmanager
def _running(command: list[str], around: dict[str, str], home: Path, address: str) -> Iterator[None]:
    with Path(home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=around, stdout=log, stderr=log)
        try:
            _wait_for(f"{address}/healthz", server)
            yield
        finally:
            server.terminate()
            server.wait(timeout=SLOWNESS)


def _server() -> str:
    given = os.environ.get("GONGKAI_DATABASE_URL", "")
    return given.rsplit("/", 1)[0].replace("postgresql://", "postgres://") + "/postgres" if given else SERVER
