"""Two versions of one record side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.reviewing import words
from gongkai.desk.reviewing.changed import shown
from gongkai.kit import clock
from gongkai.records import reads, reads_tasks
from gongkai.records.comparing import changed_places, compare
from gongkai.records.models import Content


@require_GET
@staff_page
def versions(request: HttpRequest, record_id: int) -> HttpResponse:
    """What changed from one version to another.

    Nothing named: since the asker last judged it. Only `to` named, or nothing judged yet: since the version before.
    """
    asker, now = actor_in(request), clock.now()
    record = reads.open_record(asker, record_id, now)
    if record is None:
        raise Http404
    there = {one.version: one for one in reads.contents(asker, record)}
    if not there:
        raise Http404
    newest = max(there)
    to = _asked(request.GET.get("to", ""), there) or there[newest]
    start = _asked(request.GET.get("from", ""), there)
    if start is None and "to" not in request.GET:
        start = reads_tasks.last_seen_content(asker, record)
    if start is None or start.pk == to.pk:
        start = next((there[number] for number in sorted(there, reverse=True) if number < to.version), to)
    changes = compare(start.said, to.said, words.wording(asker, now.date(), str(to.said.get("ground", ""))))
    context = {
        "record": record, "start": start, "to": to, "versions": sorted(there.values(), key=lambda one: one.version),
        "changes": shown(changes), "places": changed_places(changes), "own": reads.is_own(asker, record),
    }  # fmt: skip
    return render(request, "desk/reviewing/compare.html", context)


def _asked(given: str, there: dict[int, Content]) -> Content | None:
    return there.get(int(given)) if given.isascii() and given.isdigit() and len(given) < 9 else None
