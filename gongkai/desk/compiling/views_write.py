"""Writing a report place by place, and what a version changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.compiling.shown import field_of, places
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records.comparing import pieces_html
from gongkai.statistics import reads_compiling as reads
from gongkai.statistics.actions.write_compilation import write_compilation
from gongkai.statistics.decide_compiling import LONGEST, WRITABLE

TYPED = ("changed-meanwhile", "text-too-long")


@require_http_methods(["GET", "POST"])
@staff_page
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The fields of every place beside what is printed of them; on POST they are kept as a new version."""
    actor = actor_in(request)
    row = reads.seen(actor, pk)
    if request.method == "POST":
        said = request.POST.get("seen", "")
        typed = {id: request.POST[field_of(id)] for id in _ids(request, pk) if field_of(id) in request.POST}
        seen = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
        try:
            write_compilation(pk, typed, seen=seen, actor=actor, now=clock.now())
        except Refused as refusal:
            if refusal.code not in TYPED:
                raise
            return _shown(request, pk, 409, typed, refusal)
        messages.success(request, gettext("已保存。右侧是按现在的数印出的样子。"))
        return redirect("desk:compilation-write", pk)
    if row.state not in WRITABLE:
        raise Refused("not-writable", gettext("报告在审核中或者已经印发，不能修改。审核中的请先收回。"))
    return _shown(request, pk)


@require_safe
@staff_page
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What one version changed against the one before."""
    actor = actor_in(request)
    row = reads.seen(actor, pk)
    made, found = reads.differences(actor, pk, number)
    context = {
        "row": row, "version": made, "changes": [(one.heading, pieces_html(one.pieces)) for one in found],
        "before": number - 1,
    }  # fmt: skip
    return render(request, "desk/compiling/version.html", context)


def _ids(request: HttpRequest, pk: int) -> list[str]:
    row = reads.seen(actor_in(request), pk)
    return reads.place_ids(row)


def _shown(
    request: HttpRequest, pk: int, status: int = 200, typed: dict[str, str] | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    page = reads.page(actor_in(request), pk, clock.today())
    shown = places(page.composed.places, page.checked, {})
    context = {
        "page": page, "row": page.row, "refusal": refusal, "longest": LONGEST,
        "places": [(one, typed.get(one.id, one.raw) if typed else one.raw) for one in shown],
        "chips": reads.chips(page.composed), "whole": [one for one in page.checked.remarks if not one.place],
    }  # fmt: skip
    return render(request, "desk/compiling/write.html", context, status=status)
