"""What speaks against a case being admissible, by the law of its day: said to the clerk for the defence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.disputes.decide import LITIGATION, Warned
from gongkai.disputes.models import Dispute
from gongkai.law.calendar import Calendars
from gongkai.law.deadlines import due, start
from gongkai.law.dispute_words import subjects
from gongkai.law.errors import LawError
from gongkai.law.instruments import cited
from gongkai.law.outcomes import edition_on, taxonomy
from gongkai.law.remedies import remedy_for, remedy_for_act
from gongkai.law.remedy_rules import Remedy
from gongkai.requests.models import Request, Service

FIRST, NONE = "reconsideration_first", "none"
AFTER = "suit_after_reconsideration"


def warnings(dispute: Dispute) -> list[Warned]:
    """Every doubt, each with its article; none where the law of that day is not registered."""
    try:
        return list(_warnings(dispute))
    except LawError as error:
        return [Warned("unknown-law", error.sentence, "")]


def _warnings(dispute: Dispute) -> Iterator[Warned]:
    if dispute.instance > 1:
        return
    request, subject = dispute.request, subjects().get(dispute.about)
    if subject is None:
        return
    if not subject.ref and not request.leaf:
        yield Warned("not-answered", "申请还没有答复，不能对答复提出；逾期不予答复的应选另一项。", "")
        return
    remedy = _remedy(request, subject.ref, dispute.filed_on)
    words = cited(remedy.cite).words
    if remedy.regime.code == NONE:
        yield Warned("not-reviewable", f"针对“{subject.label}”的，{remedy.note or remedy.regime.title}。", words)
    if remedy.regime.code == FIRST and dispute.kind == LITIGATION and dispute.after is None:
        yield Warned("reconsideration-first", f"{remedy.matter}：{remedy.regime.title}。本案没有先申请复议。", words)
    yield from _late(dispute, remedy)


def _remedy(request: Request, act: str, filed_on: date) -> Remedy:
    if act:
        return remedy_for_act(act, filed_on)
    ground = _withheld(request)
    return remedy_for(request.leaf, request.closed_on or filed_on, ground, decision=request.decision)


def _withheld(request: Request) -> str | None:
    """Of a partial release, the leaf's last part of the ground of what is withheld."""
    if not request.severed or not request.closed_on:
        return None
    tree = taxonomy(edition_on(request.closed_on))
    grounds = [item.ground for item in request.items.all() if item.ground] or [request.ground]
    return next((ground for ground in grounds if f"refused.{ground}" in tree.outcomes), None)


def _late(dispute: Dispute, remedy: Remedy) -> Iterator[Warned]:
    if dispute.kind == LITIGATION and dispute.after is not None:
        rule, since = AFTER, dispute.after.decision_received_on
    elif subjects()[dispute.about].ref or (dispute.kind == LITIGATION and remedy.regime.code == FIRST):
        return
    else:
        rule = remedy.sue if dispute.kind == LITIGATION else remedy.reconsider
        since = _told_on(dispute.request)
    if not rule or since is None or dispute.filed_on < since:
        return
    limit = due(rule, [start(since)], Calendars.published(), provisional=True)
    if limit.last_day is not None and dispute.filed_on > limit.last_day:
        said = f"{limit.title}的期限自 {since.isoformat()} 起算，到 {limit.last_day.isoformat()} 届满，提出时已过。"
        yield Warned("late", said, cited(limit.cite).words)


def _told_on(request: Request) -> date | None:
    """The day the reply arrived, else the day it was closed."""
    served = Service.objects.filter(paper__request=request, paper__kind="reply", served_on__isnull=False)
    last = served.order_by("-id").values_list("arrived_on", "served_on").first()
    return (last[0] or last[1]) if last else request.closed_on
