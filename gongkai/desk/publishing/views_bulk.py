"""Publishing many at once: one page that lists them, then each by the one function, with what became of each."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records import reads_publishing
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.reads_publishing import A_PAGE, Waiting


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: its number when it was published, else why not."""

    waiting: Waiting
    number: str = ""
    refusal: str = ""


@staff_page
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """First the list to confirm, then the results. `one` asks for the single row of a record, as the script does."""
    chosen = reads_publishing.some(actor_in(request), _ids(request), clock.now())
    if not chosen:
        messages.warning(request, gettext("没有选定待发布的信息，未发布。先勾选要发布的。"))
        return redirect("desk:publishing")
    if "confirmed" not in request.POST:
        return render(request, "desk/publishing/bulk.html", {"chosen": chosen})
    outcomes = [_publish(request, waiting) for waiting in chosen]
    if "one" in request.POST:
        return render(request, "desk/publishing/bulk_row.html", {"outcome": outcomes[0]})
    context = {"outcomes": outcomes, "done": sum(1 for one in outcomes if one.number)}
    return render(request, "desk/publishing/bulk_done.html", context)


def _publish(request: HttpRequest, waiting: Waiting) -> Outcome:
    edition = request.POST.get(f"edition-{waiting.record.pk}", "")
    try:
        made = publish_record(
            waiting.record.pk,
            edition=int(edition) if edition.isascii() and edition.isdigit() and len(edition) < 9 else 0,
            actor=actor_in(request),
            now=clock.now(),
        )
    except Refused as refusal:
        return Outcome(waiting, refusal=refusal.sentence)
    return Outcome(waiting, number=made.index_number)


def _ids(request: HttpRequest) -> list[int]:
    found = [int(one) for one in request.POST.getlist("record") if one.isascii() and one.isdigit() and len(one) < 16]
    return found[:A_PAGE]
