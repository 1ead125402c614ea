"""One card held still for one act, what the journal holds of it, and who is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.cards import card_colour
from gongkai.law.supervision import watch_nodes
from gongkai.supervision.decide_cards import Lateness
from gongkai.supervision.models import Card, Watch
from gongkai.supervision.workdays import workdays
from gongkai.units import reads as units
from gongkai.units.acting import holds
from gongkai.units.models import Agency, Duty, Person
from gongkai.units.notices import tell
from gongkai.units.powers import APPEAL_CARDS, ISSUE_CARDS, POWERS

OURS = "agency"
ANSWERING = tuple(duty for duty, acts in POWERS.items() if APPEAL_CARDS in acts)
ISSUING = tuple(duty for duty, acts in POWERS.items() if ISSUE_CARDS in acts)
NO_CARD = "没有这张监察牌，未执行。请从监察牌列表重新打开。"


def lock_card(card_id: int, seen: int | None) -> Card:
    """The card, held until the transaction ends. Raises Refused "no-card", "changed-meanwhile"."""
    rows = Card.objects.select_for_update(of=("self",)).select_related(
        "agency", "office", "watch__holder", "issued_by", "appealed_by"
    )
    card = rows.filter(pk=card_id).first()
    if card is None:
        raise Refused("no-card", NO_CARD)
    if seen is not None and seen != card.version:
        raise Refused("changed-meanwhile", "你打开之后，另有人办理过这张牌，未执行。请刷新，看过现在的情况再办。")
    return card


def office_over(actor: Actor, agency: Agency, on: date) -> Agency | None:
    """The nearest agency above that the actor issues cards for; None where there is none. Nobody cards his own unit."""
    return next((one for one in units.ancestors(actor, agency, on) if actor.may(ISSUE_CARDS, one.code)), None)


def lateness_of(watch: Watch, on: date) -> Lateness:
    """How late it is, seen on that day or when the step was done."""
    until = watch.met_on or on
    past = until > watch.due_on
    days = workdays().between(watch.due_on, until) if past else 0
    node = watch_nodes().get(watch.node)
    return Lateness(past, days, watch.dropped, node is None or node.binds == OURS)


def may_judge(actor: Actor, card: Card, on: date) -> bool:
    """Whether the actor issues cards for the office that issued this one, or for an agency above it."""
    return actor.may(ISSUE_CARDS, card.office.code) or office_over(actor, card.office, on) is not None


def keep(card: Card, act: str, before: dict[str, Any], reason: str, *, actor: Actor, now: datetime) -> Card:
    """Save the card one version on, and write the journal of its unit."""
    card.version += 1
    card.save()
    note(card, act, before, reason, actor=actor, now=now)
    return card


def note(card: Card, act: str, before: dict[str, Any], reason: str, *, actor: Actor, now: datetime) -> None:
    """One row in the journal of the unit that bears the card."""
    journal.write(
        card.agency.code, act=act, subject=f"card {card.pk}", before=before, after=facts_of(card),
        reason=reason[:400], actor=actor, now=now,
    )  # fmt: skip


def facts_of(card: Card) -> dict[str, Any]:
    """What the journal holds of a card before and after an act."""
    return {
        "number": card.number, "colour": card.colour, "state": card.state, "watch": card.watch_id,
        "office": card.office.code, "due_on": card.due_on.isoformat(), "late": card.late,
        "answer_by": card.answer_by.isoformat(), "proof_sha256": card.proof_digest,
    }  # fmt: skip


def tell_unit(card: Card, words: str, text: str, now: datetime) -> int:
    """Leave a message for everybody of the unit who may answer for it, and for who holds the step; how many."""
    on = day_of(now)
    told = {one.pk: one for one in people_of(card.agency, ANSWERING, on)}
    holder = card.watch.holder
    if holder is not None and holder.is_active:
        told[holder.pk] = holder
    return _tell(card, told.values(), words, text, now)


def tell_office(card: Card, words: str, text: str, *, actor: Actor, now: datetime) -> int:
    """Leave a message for everybody of the office who issues cards, and where nobody there may judge but who issued
    it, for those of the nearest agency above that has any; how many."""
    on = day_of(now)
    told = people_of(card.office, ISSUING, on)
    above = iter(units.ancestors(actor, card.office, on))
    while all(one.pk == card.issued_by_id for one in told) and (upper := next(above, None)) is not None:
        told += people_of(upper, ISSUING, on)
    return _tell(card, told, words, text, now)


def people_of(agency: Agency, duties: Iterable[str], on: date) -> list[Person]:
    """Who holds one of those duties there that day."""
    held = Duty.objects.filter(holds(on), agency=agency, kind__in=tuple(duties))
    return list(Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("login"))


def titled(card: Card) -> str:
    """黄牌 监察〔2026〕3号."""
    return f"{card_colour(card.colour, day_of(card.issued_at)).label} {card.number}"


def _tell(card: Card, people: Iterable[Person], words: str, text: str, now: datetime) -> int:
    told = [tell(one, words, now=now, text=text, address=f"/desk/cards/{card.pk}/") for one in people]
    return len(told)
