"""The ledger page and its Excel file."""

from __future__ import annotations

import tempfile
from datetime import date
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.ledger.wanted import ALL, filters, tags, wanted_from
from gongkai.kit import clock
from gongkai.records import counts, reads_ledger
from gongkai.records.actions.export_ledger import export_ledger
from gongkai.records.ledger_file import Cover, write_ledger
from gongkai.records.naming import label
from gongkai.records.reads_ledger import LedgerRow, Wanted
from gongkai.units.powers import EXPORT_LEDGER, IMPORT

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@staff_page
def ledger(request: HttpRequest) -> HttpResponse:
    """The unit's ledger, twenty a page, filtered as the address says."""
    actor, unit, on = actor_in(request), standing.unit(request), clock.today()
    readable = counts.readable(actor)
    wanted = wanted_from(request.GET, readable, unit.code)
    number = request.GET.get("page", "1")
    found = reads_ledger.page(
        actor, wanted, on, int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1
    )
    shown = Paginator(range(found.count), reads_ledger.PAGE).page(found.number)
    years = reads_ledger.years(actor, wanted.agencies)
    context = {
        "page": shown,
        "found": found,
        "rows": [_row(row, on) for row in found.rows],
        "wanted": wanted,
        "filters": filters(wanted, unit, years, on),
        "tags": tags(wanted, request.GET, reverse("desk:ledger"), on),
        "units": [post.agency for post in standing.posts(request) if post.agency.code in readable],
        "unit": unit,
        "all_units": ALL if len(wanted.agencies) > 1 else "",
        "sorts": _sorts(),
        "more": any((wanted.kind, wanted.validity, wanted.formed_from, wanted.formed_to, wanted.late)),
        "may_export": all(actor.may(EXPORT_LEDGER, code) for code in wanted.agencies),
        "may_import": actor.may(IMPORT, unit.code),
        "most": reads_ledger.MOST,
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/ledger/ledger.html", context)


def _sorts() -> list[tuple[str, str]]:
    return [
        ("-formed", gettext("成文日期，新的在前")),
        ("formed", gettext("成文日期，旧的在前")),
        ("-changed", gettext("最近办理在前")),
        ("due", gettext("公开期限，早的在前")),
        ("-published", gettext("公开日期，新的在前")),
        ("number", gettext("发文字号")),
    ]


def _row(row: LedgerRow, on: date) -> dict[str, object]:
    record = row.record
    return {
        "row": row,
        "record": record,
        "category": label("category", record.category, on) or label("class_code", record.class_code, on),
        "mark": label("mark", record.mark, on),
        "ended": row.validity is not None and row.validity.status != "in_force",
        "ruled": record.document_kind not in ("", "other"),
    }


@require_POST
@staff_page
def export(request: HttpRequest) -> HttpResponseBase:
    """The ledger as asked, as an Excel file; the handing out is journalled."""
    actor, unit, now = actor_in(request), standing.unit(request), clock.now()
    wanted = wanted_from(request.GET, counts.readable(actor), unit.code)
    on = clock.today()
    name = (
        unit.name if wanted.agencies == (unit.code,) else gettext("%(count)s 个单位") % {"count": len(wanted.agencies)}
    )
    cover = Cover(gettext("政府信息台账"), name, _period(wanted), on)
    # The file's owner is the response, which closes and so removes it once it is sent.
    out = tempfile.TemporaryFile()
    full = request.POST.get("layout") == "full"
    try:
        count = write_ledger(out, reads_ledger.every(actor, wanted, on), cover, full=full)
        export_ledger(wanted, count, full=full, actor=actor, now=now)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    response = FileResponse(out, content_type=SHEET)
    title = f"{name}{cover.title}（{cover.period}）.xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}"
    return response


def _period(wanted: Wanted) -> str:
    if wanted.year:
        return gettext("%(year)s年") % {"year": wanted.year}
    if wanted.formed_from or wanted.formed_to:
        return f"{wanted.formed_from or '—'} 至 {wanted.formed_to or '—'}"
    return gettext("全部年份")
