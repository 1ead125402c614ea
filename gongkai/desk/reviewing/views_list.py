"""What waits for a reviewer, what he did, and passing several at once where the law lets them be passed together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.frame.clocks import Clock, clock_of
from gongkai.desk.reviewing import words
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records import reads, reads_review, reads_tasks
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.models import Record, Review

PAGE = 20
WAITING, RETURNED, DONE = "waiting", "returned", "done"


@dataclass(frozen=True, slots=True)
class Line:
    """One waiting record as the list shows it."""

    row: reads_review.WaitingRow
    clock: Clock | None
    step: str
    verb: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one record of several: `done` or the sentence why not."""

    record_id: int
    title: str
    done: bool
    sentence: str


@require_GET
@staff_page
def reviews(request: HttpRequest) -> HttpResponse:
    """The lists: waiting for me, returned by me, done by me."""
    asker, on = actor_in(request), clock.today()
    listed = request.GET.get("list", WAITING)
    context = {"listed": listed, "waiting": reads_review.waiting(asker).count(), "on": on}
    if listed in (RETURNED, DONE):
        verdict = Review.Verdict.RETURNED if listed == RETURNED else ""
        judged = Paginator(reads_tasks.reviewed_by(asker, verdict), PAGE).get_page(request.GET.get("page"))
        found = [(one, words.label("step", one.step, on)) for one in judged]
        return render(request, "desk/reviewing/done.html", context | {"page": judged, "found": found})
    page = Paginator(reads_review.waiting(asker), PAGE).get_page(request.GET.get("page"))
    lines = [_line(row, on) for row in reads_review.waiting_rows(asker, list(page), on)]
    context |= {"page": page, "lines": lines, "together": any(not line.row.batch for line in lines)}
    return render(request, "desk/reviewing/reviews.html", context)


@require_POST
@staff_page
def pass_several(request: HttpRequest) -> HttpResponse:
    """First the titles to be confirmed; then each record passed by itself, with what became of each."""
    asker, on = actor_in(request), clock.today()
    picked = {key: (edition, seen) for key, edition, seen in map(_picked, request.POST.getlist("pick")) if key}
    if not picked:
        return redirect("desk:reviews")
    there = list(reads_review.waiting(asker).filter(pk__in=picked))
    rows = {row.record.pk: row for row in reads_review.waiting_rows(asker, there, on)}
    if request.POST.get("confirmed"):
        results = [_passed(request, key, rows.get(key), *picked[key]) for key in picked]
        done = sum(result.done for result in results)
        return render(request, "desk/reviewing/passed.html", {"results": results, "done": done})
    together = [_line(row, on) for row in rows.values() if not row.batch]
    alone = [_line(row, on) for row in rows.values() if row.batch]
    gone = len(picked) - len(rows)
    return render(request, "desk/reviewing/confirm.html", {"together": together, "alone": alone, "gone": gone})


def _line(row: reads_review.WaitingRow, on: date) -> Line:
    step = row.record.waiting_step
    return Line(row, clock_of(row.record.publish_due_on, on), words.label("step", step, on), words.verb(step))


def _picked(given: str) -> tuple[int, int, str]:
    """`id:edition:hash`, or zeros for anything else."""
    parts = given.split(":")
    if len(parts) != 3 or not (parts[0].isascii() and parts[0].isdigit() and parts[1].isascii() and parts[1].isdigit()):
        return 0, 0, ""
    return int(parts[0][:18]), int(parts[1][:9]), parts[2]


def _passed(request: HttpRequest, key: int, row: reads_review.WaitingRow | None, edition: int, seen: str) -> Result:
    asker = actor_in(request)
    if row is None:
        known = reads.record(asker, key)
        title = known.title if known else gettext("第 %(key)d 号信息") % {"key": key}
        return Result(key, title, False, gettext("已不在待审之列，可能已由他人办理、退回或者收回。"))
    if row.batch:
        return Result(key, row.record.title, False, row.batch)
    try:
        after = pass_step(key, edition, seen, gettext("成批通过"), actor=asker, now=clock.now())
    except Refused as refusal:
        return Result(key, row.record.title, False, refusal.sentence)
    states = {Record.State.APPROVED: gettext("已签发，等待发布。"), Record.State.REGISTERED: gettext("已登记入台账。")}
    return Result(key, after.title, True, states.get(Record.State(after.state), gettext("本步已通过，转入下一步。")))
