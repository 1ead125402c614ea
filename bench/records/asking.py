"""Asking a screen many times: processor time, queries and the slowest of twenty, the same way for every program."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.test.utils import CaptureQueriesContext

WARM_UP = 3


def ask(get: Callable[[str], Any], addresses: Sequence[str], times: int) -> dict[str, float]:
    """GET the addresses in turn. Gives CPU ms and p95 wall ms a page, queries of the last one, and its kilobytes.

    Raises SystemExit when a page does not answer 200: a benchmark of an error page is worth nothing.
    """
    for address in addresses[:WARM_UP]:
        _checked(get(address), address)
    walls, began = [], time.process_time()
    for turn in range(times):
        address = addresses[turn % len(addresses)]
        started = time.perf_counter()
        answer = get(address)
        walls.append(time.perf_counter() - started)
        _checked(answer, address)
    cpu = (time.process_time() - began) / times
    with ExitStack() as stack:
        # The product's public side has a connection of its own.
        queries = [stack.enter_context(CaptureQueriesContext(one)) for one in connections.all()]
        answer = get(addresses[0])
    walls.sort()
    return {
        "cpu": 1000 * cpu,
        "p95": 1000 * walls[min(len(walls) - 1, int(0.95 * len(walls)))],
        "queries": sum(map(len, queries)),
        "kb": len(b"".join(answer) if getattr(answer, "streaming", False) else answer.content) / 1024,
    }


def _checked(answer: Any, address: str) -> None:
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code} {answer.headers.get('Location', '')}")
