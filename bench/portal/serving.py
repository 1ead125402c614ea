"""Web servers on loopback: granian with two workers for a program, nginx for files, and wrk that asks them."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.measure import ROOT

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
NGINX, WRK = shutil.which("nginx", path=PATH), shutil.which("wrk", path=PATH)
EXAMPLE = ROOT / "docs" / "operations" / "nginx.conf.example"
WORKERS, THREADS, CONNECTIONS = 2, 4, 16
PATIENCE = 90
PLAIN = """
server {{
    listen 127.0.0.1:{port};
    root {root};
}}
"""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def granian(python: Path, application: str, around: Mapping[str, str]) -> Iterator[str]:
    """The address of a program served by granian with two workers."""
    port = free_port()
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS)]
    command = [str(python), "-m", "granian", *words, "--blocking-threads", str(THREADS), "--no-ws", application]
    with _running(command, around, f"http://127.0.0.1:{port}") as address:
        yield address


@contextmanager
def site(python: Path, around: Mapping[str, str]) -> Iterator[str]:
    """The product's own `serve`, with its worker beside it."""
    port = free_port()
    command = [str(python), "-m", "gongkai.cli", "serve", "--port", str(port)]
    with _running(command, around, f"http://127.0.0.1:{port}") as address:
        yield address


@contextmanager
def nginx(folder: Path, public: Path, application: str, plain: Path, front: int) -> Iterator[tuple[str, str]]:
    """nginx as the product's example has it, and beside it a bare one for a folder of plain files: two addresses."""
    assert NGINX is not None
    bare = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    servers = _example(front, public, application) + PLAIN.format(port=bare, root=plain)
    made = folder / "nginx.conf"
    made.write_text(
        f"{user}worker_processes {WORKERS};\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
        f"events {{ worker_connections 256; }}\nhttp {{\naccess_log off;\nsendfile on;\n{temporary}{servers}\n}}\n",
        "utf-8",
    )
    command = [NGINX, "-p", str(folder), "-c", str(made), "-g", "daemon off;"]
    with _running(command, {}, f"http://127.0.0.1:{front}") as address:
        yield address, f"http://127.0.0.1:{bare}"


def per_second(address: str, seconds: int) -> dict[str, float]:
    """Requests a second and the slowest of a hundred in ms; -1 where any answer was an error."""
    assert WRK is not None
    words = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "--latency", address]
    told = subprocess.run([WRK, *words], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        return {"per_second": -1, "p99": -1}
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", told)
    assert rate and slow, told
    unit = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[slow[2]]
    return {"per_second": float(rate[1]), "p99": float(slow[1]) * unit}


def fetch(address: str) -> tuple[int, bytes]:
    """Status and body."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=PATIENCE) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def _example(port: int, public: Path, application: str) -> str:
    """The example with the lines changed that it says to change, without TLS."""
    first, _, _ = EXAMPLE.read_text("utf-8").rpartition("\nserver {")
    for old, new in (
        ("server 127.0.0.1:8000;", f"server {application.removeprefix('http://')};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        ("ssl_certificate     /etc/ssl/certs/gongkai.pem;", ""),
        ("ssl_certificate_key /etc/ssl/private/gongkai.key;", ""),
        ("server_name www.example.gov.cn;", "server_name 127.0.0.1;"),
        ("root /srv/gongkai/public;", f"root {public};"),
    ):
        if first.count(old) != 1:
            raise SystemExit(f"{EXAMPLE.name} has no longer exactly one line “{old}”")
        first = first.replace(old, new)
    return first


@contextmanager
def _running(command: list[str], around: Mapping[str, str], address: str) -> Iterator[str]:
    environment = {**os.environ, **around, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    port = int(address.rpartition(":")[2])
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended with {process.returncode}")
        with socket.socket() as line:
            line.settimeout(1)
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"nobody answers at {address}")
