"""Publish and withdraw on the served site: how long until it is to be seen, and until nothing of it is any more."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from bench.measure import ROOT
from bench.portal.serving import fetch
from bench.portal.sizes import SIGNED, UNIT

PAUSE, LIMIT = 0.02, 60.0
LISTS = ("/", "/records/", f"/units/T-{UNIT}/contents/art20_12_emergencies/", "/feeds/rss.xml")
GONE = 410


def in_time(python: Path, base: str, around: Mapping[str, str]) -> list[dict[str, float]]:
    """For each signed record: seconds of both acts, and from the order until page, lists, feed and search say so."""
    clerk = subprocess.Popen(
        [str(python), "-m", "bench.portal.clerk"], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, **around, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        # The first act of a process reads law and templates; the desk has done that long before.
        _acted(clerk, base, 0)
        return [_acted(clerk, base, number) for number in range(1, SIGNED)]
    finally:
        clerk.terminate()
        clerk.wait(timeout=30)


def _acted(clerk: subprocess.Popen[str], base: str, number: int) -> dict[str, float]:
    began = time.monotonic()
    told = _told(clerk, f"publish {number}")
    act = time.monotonic() - began
    shown = _until(base, told, True, began)
    began = time.monotonic()
    _told(clerk, f"withdraw {number}")
    other = time.monotonic() - began
    return {"publish": act, "visible": shown, "withdraw": other, "gone": _until(base, told, False, began)}


def _told(clerk: subprocess.Popen[str], order: str) -> dict[str, str]:
    assert clerk.stdin is not None and clerk.stdout is not None
    clerk.stdin.write(order + "\n")
    clerk.stdin.flush()
    line = clerk.stdout.readline()
    if not line:
        raise SystemExit(f"the clerk could not {order}")
    return dict(json.loads(line))


def _until(base: str, told: dict[str, str], shown: bool, began: float) -> float:
    while not _is(base, told, shown):
        if time.monotonic() - began > LIMIT:
            raise SystemExit(f"{told['page']} is not {'visible' if shown else 'gone'} after {LIMIT} s")
        time.sleep(PAUSE)
    return time.monotonic() - began


def _is(base: str, told: dict[str, str], shown: bool) -> bool:
    """Whether page, lists, feed and search all say that it is public, or all that it is not."""
    if fetch(base + told["page"])[0] != (200 if shown else GONE):
        return False
    # The words typed stand on the page of the search anyway; only a hit leads to the record.
    hits = fetch(f"{base}/search/?q={quote(told['title'])}&sort=newest")[1]
    if (told["page"].encode() in hits) != shown:
        return False
    return all((told["title"].encode() in fetch(base + one)[1]) == shown for one in LISTS)
