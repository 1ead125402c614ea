"""The process that opens one PDF: bytes on standard input, one JSON line and then bytes on standard output."""

from __future__ import annotations

import json
import logging
import resource
import sys
import warnings
from dataclasses import asdict
from datetime import date

from gongkai.screening.errors import CannotClean, CannotScreen
from gongkai.screening.findings import Context
from gongkai.screening.gathering import Gathering
from gongkai.screening.opening import BOUNDS
from gongkai.screening.pdf_cleaning import rebuilt
from gongkai.screening.pdf_structure import look_at_pdf


class _Notebook(Gathering):
    """Takes down what is found, to be told to the waiting process; nothing is screened here."""

    def __init__(self) -> None:
        super().__init__(Context(on=date.min))


def main() -> None:
    """Reads, answers, ends. Memory and processor time are bounded before the first byte is parsed."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (BOUNDS.memory_bytes, BOUNDS.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (BOUNDS.seconds, BOUNDS.seconds + 1))
    data, made = sys.stdin.buffer.read(), b""
    answer: dict[str, object]
    try:
        if sys.argv[1] == "clean":
            made, removed = rebuilt(data)
            answer = {"removed": removed}
        else:
            notebook = _Notebook()
            look_at_pdf(data, notebook)
            answer = {
                "texts": [asdict(one) for one in notebook.texts],
                "found": [asdict(one) for one in notebook.findings],
            }
    except (CannotScreen, CannotClean) as problem:
        answer = {"code": problem.code, "sentence": problem.sentence, "clean": isinstance(problem, CannotClean)}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
