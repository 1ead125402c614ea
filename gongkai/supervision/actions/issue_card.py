"""Issue a card on a late clock of a unit below."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.cards import card_colour
from gongkai.supervision.decide_cards import against_issuing, card_rule
from gongkai.supervision.locking_cards import lateness_of, note, office_over, tell_unit
from gongkai.supervision.models import Card, Watch
from gongkai.supervision.rule_book import rules_of
from gongkai.supervision.workdays import workdays
from gongkai.units.acting import person_of
from gongkai.units.models import Agency

ACT = "issue_card"


@action
def issue_card(watch_id: int, colour: str, reason: str, *, actor: Actor, now: datetime) -> Card:
    """Issue it, numbered within the unit and year, and tell the unit's people who may answer.

    Raises Refused "no-clock", "not-allowed", "no-reason", "not-late", "too-early", "issued-already".
    """
    watch = Watch.objects.select_for_update(of=("self",)).select_related("agency", "holder").filter(pk=watch_id).first()
    if watch is None:
        raise Refused("no-clock", "没有这个期限，未发牌。请从期限监察重新打开。")
    on, person = day_of(now), person_of(actor)
    office = office_over(actor, watch.agency, on)
    if office is None:
        raise Refused("not-allowed", f"{actor.name} 没有对该单位发监察牌的职责，未执行。由上级主管部门或者监察单位发。")
    if not reason.strip():
        raise Refused("no-reason", "没有写明发牌的理由，未发牌。请写明逾期的情况和要求。")
    rule, late = card_rule(rules_of(watch.agency, on), card_colour(colour, on)), lateness_of(watch, on)
    issued = Card.objects.filter(watch=watch, due_on=watch.due_on).values_list("colour", flat=True)
    against = against_issuing(rule, late, issued)
    if against is not None:
        raise Refused(*against)
    year, serial = on.year, _next(watch.agency, on.year)
    card = Card.objects.create(
        watch=watch, agency=watch.agency, office=office, year=year, serial=serial, colour=colour,
        number=rule.colour.number(year, serial), reason=reason.strip(), due_on=watch.due_on, late=late.days,
        answer_days=rule.answer, answer_by=workdays().shift(on, rule.answer),
        issued_by=person, issued_at=now,
    )  # fmt: skip
    note(card, ACT, {}, card.reason, actor=actor, now=now)
    words = f"{office.short}发出{rule.colour.label}（{card.number}）：{watch.title}"
    tell_unit(card, words, f"{card.reason}\n申诉期限到 {card.answer_by.isoformat()} 为止。", now)
    return card


def _next(agency: Agency, year: int) -> int:
    # The unit's row held still, or two cards of one moment would take the same number.
    Agency.objects.select_for_update().get(pk=agency.pk)
    last = Card.objects.filter(agency=agency, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1
