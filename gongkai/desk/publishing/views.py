"""The publisher's desk: what is signed and what stands in its way, publishing now or at a time, the preview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.publishing.forms import OrderForm, PublishForm, ReasonForm
from gongkai.kit import clock, pulse
from gongkai.kit.action import Refused
from gongkai.records import reads, reads_publishing
from gongkai.records.actions.cancel_order import cancel_order
from gongkai.records.actions.order_publication import order_publication
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.models import CannedPhrase, Record

LATELY = 10


@staff_page
def queue(request: HttpRequest) -> HttpResponse:
    """Signed records with their barriers, orders, what failed, what was published lately, and the worker's pulse."""
    actor, now = actor_in(request), clock.now()
    context = {
        "page": reads_publishing.queue(actor, request.GET.get("page", "1"), now),
        "orders": reads_publishing.orders(actor),
        "failed": reads_publishing.failed_orders(actor),
        "lately": reads_publishing.lately(actor, LATELY),
        "unconfirmed": reads_publishing.unconfirmed(actor),
        "worker": pulse.state(now),
    }
    return render(request, "desk/publishing/queue.html", context)


@staff_page
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """One record: everything in its way, its limit, and the two ways to publish it; publishes on POST."""
    record = _record(request, pk)
    context = _context(request, record)
    form = PublishForm(request.POST or None, revision=context["revision"], initial={"edition": record.edition})
    if request.method == "POST" and form.is_valid():
        try:
            made = publish_record(
                pk,
                edition=form.cleaned_data["edition"],
                change_note=form.cleaned_data["change_note"],
                actor=actor_in(request),
                now=clock.now(),
            )
        except Refused as refusal:
            return _again(request, context | {"form": form, "refusal": refusal}, 409)
        said = {"title": record.title, "number": made.index_number}
        messages.success(request, gettext("已发布：%(title)s（%(number)s）") % said)
        return redirect("desk:publishing")
    status = 422 if form.is_bound else 200
    return _again(request, context | {"form": form}, status)


@staff_page
@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Order the record to be published at a time."""
    record = _record(request, pk)
    context = _context(request, record)
    form = OrderForm(request.POST, revision=context["revision"], prefix="at")
    if form.is_valid():
        try:
            made = order_publication(
                pk,
                form.cleaned_data["edition"],
                form.at,
                form.cleaned_data["change_note"],
                actor=actor_in(request),
                now=clock.now(),
            )
        except Refused as refusal:
            return _again(request, context | {"order_form": form, "order_refusal": refusal}, 409)
        at = made.at.astimezone(clock.BEIJING)
        messages.success(request, gettext("已定于 %(at)s（北京时间）发布") % {"at": f"{at:%Y-%m-%d %H:%M}"})
        return redirect("desk:publishing")
    return _again(request, context | {"order_form": form}, 422)


@staff_page
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an order, with the reason."""
    found = reads_publishing.order_of(actor_in(request), pk)
    if found is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_order(pk, form.cleaned_data["reason"], actor=actor_in(request), now=clock.now())
        messages.success(request, gettext("已取消定时发布：%(title)s") % {"title": found.record.title})
        return redirect("desk:publishing")
    context = {"order": found, "form": form}
    return render(request, "desk/publishing/cancel.html", context, status=422 if form.is_bound else 200)


@staff_page
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page as it would be, from the same snapshot and by the same template."""
    record = _record(request, pk)
    shown = reads_publishing.preview(actor_in(request), record, clock.now())
    if shown is None:
        raise Http404
    files = [
        {
            "name": one.stem,
            "kind": one.kind,
            "size": one.size_words,
            "address": reverse("desk:preview-file", args=(pk, one.digest)),
        }
        for one in shown.files
    ]
    context = {"record": shown, "files": files, "here": "records", "preview": reverse("desk:publish", args=(pk,))}
    return render(request, "portal/record.html", context)


@staff_page
def preview_file(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """One attachment of the preview: the cleaned copy, as it would be public."""
    found = reads.open_file(actor_in(request), _record(request, pk), digest, clock.now())
    if found is None:
        raise Http404
    response = HttpResponse(found[1], content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found[0]) or "attachment"
    return response


def _record(request: HttpRequest, pk: int) -> Record:
    """The record, its opening put into the journal where it must be; 404 where there is none for the asker."""
    found = reads.open_record(actor_in(request), pk, clock.now())
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, record: Record) -> dict[str, Any]:
    actor, now = actor_in(request), clock.now()
    waiting = reads_publishing.item(actor, record, now)
    revision = waiting is not None and waiting.revision
    return {
        "record": record,
        "waiting": waiting,
        "revision": revision,
        "public": reads_publishing.public_version(actor, record),
        "may_withdraw": reads_publishing.may_withdraw(actor, record),
        "check": reads_publishing.last_check(actor, record),
        "phrases": reads.phrases(actor, record.agency, [CannedPhrase.Use.CHANGE]),
        "form": PublishForm(revision=revision, initial={"edition": record.edition}),
        "order_form": OrderForm(revision=revision, prefix="at", initial={"edition": record.edition}),
        "worker": pulse.state(now),
    }


def _again(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, "desk/publishing/publish.html", context, status=status)
