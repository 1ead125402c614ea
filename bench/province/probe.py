"""One stage measured: wall time, CPU of this process, statements sent to the database, and the peak of its memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, reset_queries

from bench.measure import peak_mib

Stages = dict[str, dict[str, float]]
MARK, FORGET = Path("/proc/self/clear_refs"), "5"


class Counter:
    """Counts statements without keeping them."""

    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Django's wrapper around one statement; one for several rows counts once."""
        self.statements += 1
        return execute(sql, params, many, context)


@contextmanager
def stage(name: str, things: int, into: Stages) -> Iterator[Counter]:
    """Measure what runs inside and put the figures under that name; `things` is what its cost is divided by."""
    _forget_peak()
    reset_queries()
    counter = Counter()
    began, worked = time.perf_counter(), _cpu()
    with connection.execute_wrapper(counter):
        yield counter
    into[name] = {
        "seconds": time.perf_counter() - began, "cpu": _cpu() - worked, "peak": peak_mib(),
        "statements": counter.statements, "things": things,
    }  # fmt: skip


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _forget_peak() -> None:
    """Let the kernel begin its mark anew; where it cannot, the peak is that of the whole run so far."""
    try:
        MARK.write_text(FORGET, "ascii")
    except OSError:
        return
