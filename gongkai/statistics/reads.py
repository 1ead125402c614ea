"""The only queries by which faces reach annual reports. `asker` comes first: today every reader sees what is public."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongkai.annual.report import Report
from gongkai.kit import files
from gongkai.kit.who import Actor
from gongkai.statistics.models import AnnualReport
from gongkai.statistics.snapshot import thaw
from gongkai.units.models import Agency

State = AnnualReport.State
FINDINGS = ("errors", "any", "none")
# A document number is found whichever brackets are typed round its year.
BRACKETS = str.maketrans("[](){}（）【】［］", "〔〕〔〕〔〕〔〕〔〕〔〕")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the column; empty means no matter. `findings` is errors, any or none."""

    words: str = ""
    agency: str = ""
    edition: str = ""
    findings: str = ""


def current(asker: Actor, agency_code: str, year: int) -> AnnualReport | None:
    """The public version of one year, or its stub when withdrawn, or None."""
    return _current(asker).filter(agency__code=agency_code, year=year).first()


def column(asker: Actor, wanted: Wanted) -> list[AnnualReport]:
    """The reports and stubs asked for, by agency, newest year first, without their contents."""
    found = _current(asker).defer("content", "files")
    if wanted.agency:
        found = found.filter(agency__code=wanted.agency)
    if wanted.edition:
        found = found.filter(edition=wanted.edition)
    if wanted.findings:
        found = found.filter(_with_findings(wanted.findings), state=State.PUBLISHED)
    for word in wanted.words.split():
        found = found.filter(_about(word))
    return list(found.order_by("agency__code", "-year"))


def of_agency(asker: Actor, agency: Agency) -> list[AnnualReport]:
    """All years of one agency, newest first, without their contents: for the year tabs."""
    return list(_current(asker).filter(agency=agency).defer("content", "files").order_by("-year"))


def series(asker: Actor, agency: Agency) -> list[Report]:
    """The published reports of one agency, oldest first, for comparing."""
    rows = _current(asker).filter(agency=agency, state=State.PUBLISHED).order_by("year")
    return [thaw(row.content) for row in rows]


def last_year(asker: Actor, agency: Agency, year: int) -> Report | None:
    """The published report of the year before, which carries over into this one, or None."""
    row = _current(asker).filter(agency=agency, state=State.PUBLISHED, year=year - 1).first()
    return thaw(row.content) if row else None


def last_year_of_named(asker: Actor, name: str, year: int) -> Report | None:
    """The same for an agency known only by its name as printed, full or short."""
    agency = Agency.objects.filter(Q(name=name) | Q(short=name)).first()
    return last_year(asker, agency, year) if agency else None


def agencies_with_reports(asker: Actor) -> QuerySet[Agency]:
    """The agencies that have at least one report in the column."""
    return Agency.objects.filter(pk__in=_current(asker).values("agency")).order_by("code")


def newest(asker: Actor, count: int) -> list[AnnualReport]:
    """The reports published last, newest first."""
    rows = _current(asker).filter(state=State.PUBLISHED).defer("content", "files")
    return list(rows.order_by("-published_at", "-year")[:count])


def count_public(asker: Actor, agency_code: str = "") -> int:
    """How many reports are public, of one agency or of all."""
    rows = AnnualReport.objects.filter(state=State.PUBLISHED)
    return (rows.filter(agency__code=agency_code) if agency_code else rows).count()


def file_of(asker: Actor, report: AnnualReport, kind: str) -> bytes | None:
    """One file of a published report: `original` or a rendered kind; None when there is no such file."""
    if report.state != State.PUBLISHED:
        return None
    digest = report.original_digest if kind == "original" else report.files.get(kind, {}).get("digest", "")
    return files.take(digest) if digest else None


def editions_in_use(rows: Iterable[AnnualReport]) -> list[str]:
    """The format ids that occur in those rows, each once."""
    return sorted({row.edition for row in rows}, reverse=True)


def _current(asker: Actor) -> QuerySet[AnnualReport]:
    return AnnualReport.objects.exclude(state=State.REPLACED).select_related("agency")


def _with_findings(kind: str) -> Q:
    if kind == "errors":
        return Q(errors__gt=0)
    some = Q(errors__gt=0) | Q(warnings__gt=0) | Q(hints__gt=0)
    return some if kind == "any" else ~some


def _about(word: str) -> Q:
    number = re.sub(r"\s", "", word).translate(BRACKETS)
    asked = Q(agency__name__icontains=word) | Q(agency__short__icontains=word) | Q(title__icontains=word)
    asked |= Q(number__icontains=number)
    return asked | Q(year=int(word)) if re.fullmatch(r"[0-9]{4}", word) else asked
