"""The only queries by which faces reach reports in the making; who asks comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.annual.narrating import LEAD, number, shown, slots
from gongkai.annual.render.filled import filled
from gongkai.annual.render.html import table_html, to_html
from gongkai.annual.render.pdf import to_pdf
from gongkai.kit import files
from gongkai.kit.counting import HowMany
from gongkai.kit.who import Actor
from gongkai.law.agency_kinds import kind_of
from gongkai.law.calendar import Calendars
from gongkai.law.deadlines import due, start
from gongkai.law.formats import formats
from gongkai.law.narrative import NamedFigure
from gongkai.records.comparing_blocks import Block
from gongkai.records.comparing_text import Piece, compare_blocks
from gongkai.statistics import reads_filings
from gongkai.statistics.compiling import Changed, Composed, changed_since, compose, current
from gongkai.statistics.compiling_acting import READ_WITH, State, missing
from gongkai.statistics.compiling_checks import Checked, check_text
from gongkai.statistics.compiling_facts import SETTLED, filing_for, ground_of
from gongkai.statistics.decide_compiling import steps_left
from gongkai.statistics.models import AnnualReport, Compilation, CompilationReview, CompilationVersion, Filing
from gongkai.statistics.snapshot import thaw
from gongkai.units.models import Agency
from gongkai.units.powers import COMPILE_REPORT, PUBLISH_REPORT, as_duty

BOUND = (State.IN_REVIEW, State.SIGNED)
FIGURE_KINDS = {"sum": "件数", "share": "占比", "change": "同比", "list": "分项", "measure": "其他数", "fact": "固定词"}


@dataclass(frozen=True, slots=True)
class Line:
    """One report of the list. `due_on` is the day the law sets, None where it sets none for such a unit."""

    row: Compilation
    due_on: date | None
    waits_for: str


@dataclass(frozen=True, slots=True)
class Startable:
    """A year of a unit whose figures are accepted and whose report nobody began. `published`: one from elsewhere is
    out, so that another would follow it as its correction."""

    agency: Agency
    year: int
    rolled_up: bool
    due_on: date | None
    published: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One report with all that is to be said of it. `voided`: what was submitted is no longer what the rows say."""

    row: Compilation
    version: CompilationVersion
    composed: Composed
    checked: Checked
    changed: tuple[Changed, ...]
    voided: bool
    due_on: date | None
    step: dict[str, str]
    reviews: tuple[CompilationReview, ...]
    versions: tuple[CompilationVersion, ...]
    may_write: bool
    may_judge: bool
    may_issue: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A figure that a text may call."""

    label: str
    kind: str
    said: str
    unit: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A cell that the platform would count otherwise now than in the accepted filing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One place of a version against the one before."""

    heading: str
    pieces: tuple[Piece, ...]


def listed(asker: Actor) -> list[Line]:
    """The reports of the asker's units, newest year first."""
    rows = Compilation.objects.filter(agency__code__in=_codes(asker)).select_related("agency", "published")
    return [
        Line(row, due_on(row.agency, row.year), steps_left(row.chain, row.position).get("label", ""))
        for row in rows.order_by("-year", "agency__code")
    ]


def startable(asker: Actor) -> list[Startable]:
    """Years that could be begun now by the asker."""
    codes = [code for code in _codes(asker) if asker.may(COMPILE_REPORT, code)]
    filings = Filing.objects.filter(agency__code__in=codes, period=Filing.Period.YEAR, state__in=SETTLED)
    begun = set(Compilation.objects.filter(agency__code__in=codes).values_list("agency_id", "year"))
    out = set(
        AnnualReport.objects.filter(agency__code__in=codes, state=AnnualReport.State.PUBLISHED).values_list(
            "agency_id", "year"
        )
    )
    found: dict[tuple[int, int], Startable] = {}
    for filing in filings.select_related("agency").order_by("-year", "agency__code", "-rolled_up"):
        key = (filing.agency_id, filing.year)
        if key not in begun and key not in found and filing_for(filing.agency, filing.year) == filing:
            day = due_on(filing.agency, filing.year)
            found[key] = Startable(filing.agency, filing.year, filing.rolled_up, day, key in out)
    return list(found.values())


def seen(asker: Actor, pk: int) -> Compilation:
    """One report of the asker's units. Raises Refused "no-compilation"."""
    rows = Compilation.objects.select_related("agency", "filing", "published", "submitted_by")
    row = rows.filter(pk=pk, agency__code__in=_codes(asker)).first()
    if row is None:
        raise missing()
    return row


def in_review(asker: Actor) -> HowMany:
    """How many reports of the asker's units are in review, to be asked for with other figures."""
    return HowMany(Compilation.objects.filter(agency__code__in=_codes(asker), state=State.IN_REVIEW).values("pk"))


def to_judge(asker: Actor) -> list[Compilation]:
    """The reports whose step of review is the asker's: of his duty, and not what he wrote or sent himself."""
    rows = Compilation.objects.filter(agency__code__in=_codes(asker), state=State.IN_REVIEW).select_related("agency")
    return [
        row
        for row in rows.order_by("year", "agency__code")
        if asker.may(as_duty(steps_left(row.chain, row.position).get("duty", "")), row.agency.code)
        and asker.key not in _authors(row)
    ]


def agency_of(asker: Actor, code: str) -> Agency:
    """One of the asker's units. Raises Refused "no-compilation"."""
    agency = Agency.objects.filter(code=code).first() if code in _codes(asker) else None
    if agency is None:
        raise missing()
    return agency


def page(asker: Actor, pk: int, on: date) -> Page:
    """Everything of one report. Raises Refused "no-compilation"."""
    row = seen(asker, pk)
    version = current(row)
    composed = compose(row, version, ground=ground_of(row.agency, row.year, row.filing))
    step = steps_left(row.chain, row.position) if row.state == State.IN_REVIEW else {}
    out = row.state in (State.ISSUED, State.PUBLISHED)
    return Page(
        row=row, version=version, composed=composed, checked=check_text(composed, on),
        changed=() if out else changed_since(version, composed),
        voided=row.state in BOUND and row.signed_hash != composed.hash, due_on=due_on(row.agency, row.year), step=step,
        reviews=tuple(row.reviews.select_related("by").order_by("id")),
        versions=tuple(row.versions.select_related("made_by").defer("sections", "lead", "figures").order_by("-number")),
        may_write=asker.may(COMPILE_REPORT, row.agency.code),
        may_judge=bool(step) and asker.may(as_duty(step["duty"]), row.agency.code) and asker.key not in _authors(row),
        may_issue=asker.may(PUBLISH_REPORT, row.agency.code),
    )  # fmt: skip


def moved_facts(asker: Actor, row: Compilation) -> list[Moved]:
    """Facts that moved after the filing was accepted: the report follows once the filing says so too."""
    cells = formats()[row.edition].cells
    return [
        Moved(cells[one.cell].label, number(one.before or Decimal(0)), number(one.after or Decimal(0)))
        for one in reads_filings.moved(asker, row.filing)
        if one.cell in cells
    ]


def place_ids(row: Compilation) -> list[str]:
    """The places its text has."""
    return [slot.id for slot in slots(formats()[row.edition])]


def chips(composed: Composed) -> list[Chip]:
    """Every figure a text may call that has a value now, in the order of the rows."""
    found = []
    for figure in composed.narrative.figures.values():
        said = shown(figure.label, composed.narrative, composed.ground.facts)
        if said is not None:
            found.append(_chip(figure, said))
    return found


def tables(composed: Composed, on: date) -> dict[str, str]:
    """The statutory tables by section, as HTML with the figures of the filing."""
    return {
        table.section: table_html(filled(composed.report, table, on=on), table) for table in composed.ground.form.tables
    }


def differences(asker: Actor, pk: int, number: int) -> tuple[CompilationVersion, list[Difference]]:
    """What a version changed against the one before, place by place. Raises Refused "no-compilation"."""
    row = seen(asker, pk)
    version = row.versions.filter(number=number).select_related("made_by").first()
    if version is None:
        raise missing()
    before = row.versions.filter(number=number - 1).first()
    old = _texts(before) if before else {}
    found = []
    for id, (heading, text) in _texts(version).items():
        was = old.get(id, ("", ""))[1]
        if was != text:
            found.append(Difference(heading, _together(was, text)))
    return version, found


def issued_text(row: Compilation) -> str:
    """The report as it was issued, as HTML, whatever the figures say since; empty before that."""
    return to_html(thaw(row.issue["report"]), full_page=False) if row.issue else ""


def file_of(asker: Actor, pk: int, kind: str) -> tuple[str, bytes]:
    """An issued file with its name. Raises Refused "no-compilation" for one that is not there."""
    said = seen(asker, pk).files.get(kind)
    if said is None:
        raise missing()
    return said["name"], files.take(said["digest"])


def draft_pdf(asker: Actor, pk: int, on: date) -> tuple[str, bytes]:
    """The report as it would be set now, without cover and number."""
    composed = compose(seen(asker, pk))
    return f"{composed.report.title}（稿）.pdf", to_pdf(composed.report, on=on)


def last_issue(agency: Agency, year: int) -> dict[str, Any]:
    """What the cover of the newest earlier report said, to begin with; empty where none was issued here."""
    earlier = Compilation.objects.filter(agency=agency, year__lt=year, issued_on__isnull=False).order_by("-year")
    row = earlier.first()
    return {} if row is None else {key: value for key, value in row.issue.items() if key != "report"}


def issuers(asker: Actor, agency: Agency) -> list[Agency]:
    """The units on whose cover it may be issued: the asker's own, an office before the government it serves."""
    codes = [code for act, code in asker.grants if act == PUBLISH_REPORT]
    found = list(Agency.objects.filter(code__in=codes).order_by("code"))
    return sorted(found, key=lambda one: (one.level == agency.level, one.code != agency.code, one.code))


def due_on(agency: Agency, year: int) -> date | None:
    """The day until which the law wants the report published; None for units it does not name."""
    kind = kind_of(agency.name)
    if kind is None or not kind.report:
        return None
    return due(kind.report, [start(date(year, 12, 31))], Calendars.published(), provisional=True).last_day


def _authors(row: Compilation) -> set[int | None]:
    return {row.submitted_by_id, *row.versions.values_list("made_by_id", flat=True)}


def _codes(asker: Actor) -> Sequence[str]:
    return sorted({code for act, code in asker.grants if act in READ_WITH})


def _chip(figure: NamedFigure, said: str) -> Chip:
    return Chip(figure.label, FIGURE_KINDS[figure.kind], said, "" if said.endswith("%") else figure.unit)


def _texts(version: CompilationVersion) -> dict[str, tuple[str, str]]:
    return {LEAD: ("引言", version.lead)} | {one["id"]: (one["heading"], one["text"]) for one in version.sections}


def _together(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts in one running text with what went and what came."""
    rows, _same = compare_blocks([Block("text", old)], [Block("text", new)])
    return tuple(piece for row in rows for piece in row.together)
