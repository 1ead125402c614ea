"""How fast a text is looked through: official prose, a list of persons, and figures in rows."""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.screening.corpus import reports, samples

LENGTH = 100_000
ROUNDS = 3


def texts() -> dict[str, str]:
    """Texts of a hundred thousand characters each."""
    prose = "\n".join(report.text for report in reports())
    people = "\n".join(sample.text for sample in samples("developed"))
    rows = "\n".join(" ".join(str((row * 7919 + cell * 104_729) % 4001) for cell in range(12)) for row in range(3000))
    return {
        name: (text * (LENGTH // len(text) + 1))[:LENGTH]
        for name, text in (("annual reports", prose), ("samples", people), ("rows of figures", rows))
    }


def per_second(look: Callable[[str], object], text: str) -> float:
    """Characters a second, the best of a few rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        look(text)
        best = max(best, len(text) / (time.perf_counter() - started))
    return best
