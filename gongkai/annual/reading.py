"""A document read as an annual report: who, which year, which edition, the figures, the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from gongkai.annual.claims import find
from gongkai.annual.documents import Document
from gongkai.annual.heads import read_head
from gongkai.annual.recognise.figures import Recognised, recognise
from gongkai.annual.report import Claim, Report
from gongkai.annual.sections import choose_form, split
from gongkai.law.formats import ReportFormat, formats

# A text that has fewer of an edition's cells than this share is no report in that edition.
LEAST_SHARE = 0.25


def read_report(document: Document) -> Report:
    """The report in a document: figures with place and origin, sections, claims; `unread` are the cells left open.

    Findings are not made here (see `judging.judge`). A text in no known edition comes back with `form` None and a note.
    """
    editions = tuple(formats().values())
    head = read_head(document, editions)
    form = choose_form(document.text, head.year)
    form = form if form is not None else _by_figures(document, editions)
    if form is None:
        return Report(
            document.name, head.title, head.agency, head.year, None, {}, (),
            notes=(*document.warnings, *head.notes), number=head.number, issued=head.issued,
        )  # fmt: skip
    lead, sections, notes = split(document, (form,))
    claims = find(sections, form, year=head.year, agency=head.agency)
    read = recognise(document, form, _stated(claims))
    return Report(
        file=document.name,
        title=head.title,
        agency=head.agency,
        year=head.year,
        form=form,
        figures=read.figures,
        unread=read.unread,
        lead=lead,
        sections=sections,
        claims=claims,
        notes=(*document.warnings, *head.notes, *notes, *read.notes),
        number=head.number,
        issued=head.issued,
    )


def _by_figures(document: Document, editions: Iterable[ReportFormat]) -> ReportFormat | None:
    """Where neither labels nor year tell the edition: the one whose tables are there, if any is."""
    shares = [(_share(recognise(document, form), form), form) for form in editions]
    best = max(share for share, _ in shares)
    leading = [form for share, form in shares if share == best]
    return leading[0] if best >= LEAST_SHARE and len(leading) == 1 else None


def _share(read: Recognised, form: ReportFormat) -> float:
    return sum(figure.how == "read" for figure in read.figures.values()) / len(form.cells)


def _stated(claims: Iterable[Claim]) -> Mapping[str, frozenset[Decimal]]:
    """What the text says of single cells: it may choose between cuts of glued digits, it never makes a figure."""
    stated: defaultdict[str, set[Decimal]] = defaultdict(set)
    for claim in claims:
        if claim.kind == "count" and len(claim.cells) == 1:
            stated[claim.cells[0]].add(claim.value)
    return {cell: frozenset(values) for cell, values in stated.items()}
