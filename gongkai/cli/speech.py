"""How the command speaks: answers on stdout, everything else on stderr, a progress bar once waiting is felt."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Item = TypeVar("Item")
PATIENCE = 2.0
WIDTH_OF_A_PIPE = 140


class Stop(Exception):
    """End the command: a stable code, one Chinese sentence, and the exit code."""

    def __init__(self, code: str, sentence: str, exit_code: int = 2) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.exit_code = exit_code


def out() -> Console:
    """For answers. Where nobody looks (a pipe, a file) lines are wide enough for the statutory tables."""
    return Console(width=None if sys.stdout.isatty() else WIDTH_OF_A_PIPE, highlight=False, markup=False)


def line(code: str, sentence: str) -> None:
    """One line on stderr: the sentence and, in brackets, its code."""
    print(f"{' '.join(sentence.split())} [{code}]", file=sys.stderr)  # noqa: T201  stderr is where it belongs


def say(sentence: str) -> None:
    """A remark on what is going on, on stderr."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201  stderr is where it belongs


def with_progress(items: Iterable[Item], words: str, total: int | None) -> Iterator[Item]:
    """The items as they come; on a terminal, a bar as soon as it has taken two seconds."""
    started = time.monotonic()
    bar: Progress | None = None
    try:
        for done, item in enumerate(items, 1):
            if bar is None and sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
                bar = Progress(
                    TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                    console=Console(stderr=True), transient=True,
                )  # fmt: skip
                bar.add_task(words, total=total)
                bar.start()
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
            yield item
    finally:
        if bar is not None:
            bar.stop()
