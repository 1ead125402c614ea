"""Marking places in a cleaned text, and making it ready to be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from gongkai.records.text.reading import Positions, positions, tokens

TABLE = re.compile(r"<(/?)table>")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text to be marked. `name` makes the ids `m-name` (here) and `c-name` (the card linked to)."""

    start: int
    end: int
    name: str
    words: str
    classes: str = "hit"
    spoken: str = ""


def mark_html(html: str, spans: Sequence[Span], read: Positions | None = None) -> str:
    """The cleaned markup with each span in `<mark>`, followed by its words in a raised link to its card.

    Spans may overlap and may cross emphasis, cells and paragraphs: each piece of text is marked by itself. Inside a
    link the raised words are no link. Spans of no width or outside of the text are left out. Nothing else is changed.
    """
    where = read or positions(html)
    placed = [(*where.place(one.start, one.end), one) for one in spans if 0 <= one.start < one.end <= len(where.text)]
    if not placed:
        return html
    edges = sorted({edge for start, end, _ in placed for edge in (start, end)})
    begun: set[str] = set()
    left = {one.name: end for _, end, one in placed}
    out: list[str] = []
    linked = False
    for start, source, _ in tokens(html):
        if source.startswith("<"):
            linked = source.startswith("<a ") or (linked and source != "</a>")
            out.append(source)
            continue
        finish = start + len(source)
        cuts = [start, *[edge for edge in edges if start < edge < finish], finish]
        for one, next_one in pairwise(cuts):
            covering = [span for begins, ends, span in placed if begins <= one and next_one <= ends]
            piece = html[one:next_one]
            for span in reversed(covering):
                ident = "" if span.name in begun else f' id="m-{escape(span.name)}"'
                piece = f'<mark class="{escape(span.classes)}"{ident}>{piece}</mark>'
            for span in covering:
                begun.add(span.name)
                if left[span.name] == next_one:
                    piece += _sign(span, linked)
            out.append(piece)
    return "".join(out)


def shown(html: str, label: str) -> str:
    """Cleaned or marked markup for a page: each table may be scrolled by itself, by keys as well, under `label`."""
    opening = f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
    return TABLE.sub(lambda found: "</table></div>" if found[1] else opening, html)


def _sign(span: Span, linked: bool) -> str:
    words, spoken = escape(span.words), escape(span.spoken or span.words)
    if linked:
        return f"<sup>{words}</sup>"
    return f'<sup><a href="#c-{escape(span.name)}" aria-label="{spoken}">{words}</a></sup>'
