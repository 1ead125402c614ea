"""The kinds of the portal's oldest pages: home, records, annual reports, help. Other areas register their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.urls import reverse

from gongkai.kit.models import PublicChange
from gongkai.kit.who import VISITOR
from gongkai.portal.pages import Everything, PageKind, Touched, register
from gongkai.portal.record_files import address_of
from gongkai.records import published
from gongkai.statistics import reads

RECORD, REPORT, DAY = "record", "annual_report", "day"


def alone(name: str, *kinds: str) -> PageKind:
    """A page of its own address, stale after changes of these kinds."""

    def touched(change: PublicChange) -> Iterable[str]:
        return [reverse(f"portal:{name}")] if change.kind in kinds else []

    return PageKind(name, kept=True, touched=touched, everything=lambda: [reverse(f"portal:{name}")])


def of_record(change: PublicChange) -> Iterator[str]:
    """All that lies below the number, and the page itself."""
    if change.kind == RECORD:
        page = reverse("portal:record", args=(change.key,))
        yield f"{page}**"
        yield page


def files_of_record(change: PublicChange) -> Iterator[str]:
    """The files of what is public under the number now; those of before went with all that lay below it."""
    if change.kind == RECORD:
        yield from (address_of(*one) for one in published.public_files(VISITOR, change.key))


def of_report(change: PublicChange) -> Iterator[str]:
    """Every year of the agency: each page has the tabs of the others."""
    if change.kind == REPORT:
        code = quote(change.key.rpartition("/")[0])
        yield f"/annual/{code}/**"
        yield from _reports(code)


def comparison_of(change: PublicChange) -> Iterator[str]:
    """The agency's years side by side."""
    if change.kind == REPORT:
        yield reverse("portal:compare", args=(change.key.rpartition("/")[0],))


def _reports(agency: str = "") -> Iterator[str]:
    wanted = reads.Wanted(agency=agency)
    for row in reads.column(VISITOR, wanted):
        yield reverse("portal:report", args=(row.agency.code, row.year))


def _comparisons() -> Iterator[str]:
    for agency in reads.agencies_with_reports(VISITOR):
        yield reverse("portal:compare", args=(agency.code,))


def _kept(name: str, touched: Touched, everything: Everything) -> PageKind:
    return PageKind(name, kept=True, touched=touched, everything=everything)


register(
    alone("home", RECORD, REPORT, DAY),
    alone("records", RECORD),
    _kept("record", of_record, lambda: (reverse("portal:record", args=(one,)) for one in published.numbers(VISITOR))),
    _kept("record-file", files_of_record, lambda: (address_of(*one) for one in published.public_files(VISITOR))),
    alone("column", REPORT),
    _kept("report", of_report, _reports),
    _kept("compare", comparison_of, _comparisons),
    alone("help"),
    alone("accessibility"),
    alone("robots"),
    PageKind("download", kept=False, why="文件名随报告标题，写在应答头里，由程序给出"),
    PageKind("check", kept=False, why="核对上传的报告，每次不同"),
    PageKind("check-copy", kept=False, why="核对上传的报告，每次不同"),
    PageKind("display", kept=False, why="设置读者的显示方式"),
    PageKind("health", kept=False, why="每次都要问数据库"),
)
