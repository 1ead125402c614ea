"""A paper is composed from its form, the unit's own text where it has one, facts and fields; then printed both ways.

The content is plain JSON and its hash binds all of it. Number and day are the only things printed later: they come
with the issue. What is lacking is said in sentences, and stands in the text in 【】 until it is there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from gongkai.law.paper_forms import paper_form
from gongkai.law.paper_numbers import paper_numbers
from gongkai.requests.models import Matter, Paper
from gongkai.requests.paper_filling import Filling
from gongkai.requests.paper_settings import prefix_of
from gongkai.requests.paper_source import Source
from gongkai.requests.paper_texts import text_in_use
from gongkai.requests.printing import Rendered, rendered
from gongkai.requests.releases import facts as file_facts

__all__ = ["Composed", "Rendered", "compose", "compose_matter", "content_hash", "rendered"]
REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Composed:
    """The composed paper: plain content, its hash, and a sentence for each thing that is still lacking."""

    content: dict[str, Any]
    hash: str
    problems: tuple[str, ...]


def compose(paper: Paper, *, on: date) -> Composed:
    """The paper from today's rows: the form of the day the request came, the remedy of the day it is made.

    Raises LawError (UnknownLaw) where the law of that day knows no such paper.
    """
    request = paper.request
    form = paper_form(paper.kind, request.law_day)
    return composed_of(
        Source(form, paper.agency, on, request.law_day, paper.fields, of=request, subcase_row=paper.subcase)
    )


def compose_matter(matter: Matter, kind: str, fields: dict[str, Any], *, on: date) -> Composed:
    """The answer to a complaint or to an application for correction. Raises LawError."""
    day = matter.received_on
    return composed_of(
        Source(paper_form(kind, day), matter.agency, on, day, fields, of=matter.request, of_matter=matter)
    )


def composed_of(source: Source) -> Composed:
    """Content, hash and problems of whatever the source tells."""
    form = source.form
    text = text_in_use(source.agency, form)
    filling = Filling(source, text.body)
    content: dict[str, Any] = {
        "kind": form.code, "form": form.since.isoformat(), "template": text.version, "shape": form.shape,
        "title": filling.line(form.title), "issuer": source.agency.name, "layout": source.settings.layout,
        "draft_number": _draft_number(source), "addressee": _addressee(source, filling),
    }  # fmt: skip
    if form.rows:
        content["rows"] = [[row.label, filling.line(row.text)] for row in form.rows]
    else:
        content["body"] = filling.paragraphs()
    if form.code == REPLY:
        content["annexes"] = [_annex(row.name, row.pages) for row in source.files]
        content["files"] = file_facts(source.request)
    return Composed(content, content_hash(content), (*text.problems, *filling.problems()))


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 over the content, whatever the order of its keys; number and sign-offs added at printing do not count."""
    bound = {key: value for key, value in content.items() if key not in ("number", "reviews")}
    return sha256(json.dumps(bound, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _draft_number(source: Source) -> str:
    series = source.form.series
    if not series:
        return ""
    word = source.settings.words.get(series, "")
    return paper_numbers().drafted(series, prefix_of(source.agency, source.settings), word=word)


def _addressee(source: Source, filling: Filling) -> str:
    to = source.form.to
    if to == "file":
        return ""
    return filling.value("party" if to == "party" else "applicant")


def _annex(name: str, pages: int) -> str:
    return f"{name.rpartition('.')[0] or name}（共{pages}页）"
