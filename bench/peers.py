"""The peers' own environment: pinned and hashed in requirements.lock, installed on demand beside the product's."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

from bench.measure import ROOT

FOLDER = ROOT / ".venv-bench"
LOCK = ROOT / "bench" / "requirements.lock"


def python() -> Path:
    """The interpreter that has the peers; makes it and installs them where the lock has changed."""
    made, stamp = FOLDER / "bin" / "python", FOLDER / "bench.stamp"
    wanted = f"{zlib.crc32(LOCK.read_bytes())} {sys.version_info[:2]}"
    if made.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return made
    print("Installing the peers into .venv-bench (once, about a minute) …", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], check=True)
    pip = [str(made), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-qq"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
    stamp.write_text(wanted, "utf-8")
    return made


def versions() -> dict[str, str]:
    """Name and version of every peer as pinned."""
    pins = [line.split(" ")[0] for line in LOCK.read_text("utf-8").splitlines() if "==" in line and line[0] != " "]
    return dict(pin.split("==") for pin in pins)
