"""Where on its pages a PDF says what must not go out: findings of the screening as rectangles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2

from gongkai.screening.covers import Cover, PlacedSign
from gongkai.screening.findings import Context
from gongkai.screening.placed_text import lines_of, signs_of
from gongkai.screening.text import screen_text


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One place, the kind of what was found there (findings.KINDS), and whether it is sure or doubtful."""

    cover: Cover
    kind: str
    level: str


def suspicions(document: pypdfium2.PdfDocument, pages: Iterable[int], context: Context) -> list[Suspicion]:
    """Look through the words of those pages. Words that run over a page's end are found on neither side of it."""
    found: list[Suspicion] = []
    for number in pages:
        page = document[number - 1]
        signs = signs_of(page)
        page.close()
        found += _on_page(signs, number, context)
    return found


def _on_page(signs: list[PlacedSign], number: int, context: Context) -> list[Suspicion]:
    text, owners = [], list[PlacedSign]()
    for sign in signs:
        text.append(sign.words)
        owners += [sign] * len(sign.words)
    boxes = []
    for finding in screen_text("".join(text), context):
        for cover in lines_of(owners[finding.start : finding.end], number):
            boxes.append(Suspicion(cover, finding.kind, finding.level))
    return list(dict.fromkeys(boxes))
