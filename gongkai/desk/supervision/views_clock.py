"""One watched clock: why this date, how it moved, every notice with its proof, the cards issued on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.supervision.things import address_of
from gongkai.kit import clock
from gongkai.law.instruments import cited
from gongkai.law.supervision import node_cite
from gongkai.supervision import reads, reads_cards
from gongkai.supervision.models import WatchNotice
from gongkai.supervision.rules import role_label
from gongkai.supervision.workdays import workdays

# What proves a delivery, in words; what is not named here stays in the database.
PROOFS = {
    "to": _("送到"), "message_id": _("邮件编号"), "reply": _("对方应答"), "status": _("应答状态"),
    "sha256": _("应答校验值"), "id": _("对方编号"),
}  # fmt: skip


@require_safe
@staff_page
def clock_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One clock of a unit one watches."""
    actor, on = actor_in(request), clock.today()
    found = reads.watch(actor, pk, on)
    watch = found.watch
    context: dict[str, Any] = {
        "found": found,
        "watch": watch,
        "node": found.node,
        "on": on,
        "basis": cited(node_cite(watch.node, watch.begun_on)).words,
        "workdays": workdays().between(watch.begun_on, watch.due_on),
        "thing": address_of(actor, watch),
        "offered": reads_cards.issuable(actor, watch, on),
        "cards": reads_cards.cards_on(actor, watch, on),
        "notices": [_said(one) for one in found.notices],
    }
    return render(request, "desk/supervision/clock.html", context)


def _said(one: WatchNotice) -> tuple[WatchNotice, str, str, list[tuple[Any, Any]], bool]:
    """A notice, as whom the person was told, instead of whom, the proofs in words, whether it went too late."""
    role = role_label(one.role, one.for_on) if one.role else ""
    instead = role_label(one.instead_of, one.for_on) if one.instead_of else ""
    proofs = [(label, one.proof[key]) for key, label in PROOFS.items() if one.proof.get(key)]
    late = one.sent_at is not None and clock.day_of(one.sent_at) > one.for_on
    return one, role, instead, proofs, late
