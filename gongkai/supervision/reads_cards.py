"""The queries on cards: for the unit that bears one, for the office that issued it, and for who watches either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.cards import CardColour, card_colour, card_colours
from gongkai.law.supervision import watch_nodes
from gongkai.supervision import decide_cards as decide
from gongkai.supervision.locking_cards import lateness_of, may_judge, office_over
from gongkai.supervision.models import Card, Watch
from gongkai.supervision.reads import watched_units
from gongkai.supervision.rule_book import rules_of
from gongkai.units.models import Agency
from gongkai.units.powers import APPEAL_CARDS, ISSUE_CARDS

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card with the words and the look of its colour, and what the step is called."""

    card: Card
    colour: CardColour
    node: str


@dataclass(frozen=True, slots=True)
class CardPage:
    """One page of cards, the newest first, and the units that bear any."""

    lines: tuple[CardLine, ...]
    page: Page[Card]


@dataclass(frozen=True, slots=True)
class CardDetail:
    """One card, and what the asker may do with it now. `why_not_judge`: why he of all people does not judge. `late`:
    working days late by now."""

    card: Card
    colour: CardColour
    node: str
    late: int
    may_appeal: bool
    may_judge: bool
    why_not_judge: str
    may_lift: bool
    why_not_lift: str
    may_read_proof: bool


@dataclass(frozen=True, slots=True)
class Issuable:
    """What may be issued on a clock: the office that would, its colours, and for each why not (empty: it may)."""

    office: Agency
    late: int
    colours: tuple[tuple[decide.CardRule, str], ...]

    @property
    def any(self) -> bool:
        """Whether one of them may be issued now."""
        return any(not why for _rule, why in self.colours)


def cards(asker: Actor, number: str | int, on: date, *, unit: str = "", state: str = "", colour: str = "") -> CardPage:
    """The cards the asker may see, narrowed by the unit's code, a state and a colour."""
    rows = _visible(asker, on).select_related("agency", "office", "watch")
    if unit:
        rows = rows.filter(agency__code=unit)
    if state in Card.State.values:
        rows = rows.filter(state=state)
    if colour:
        rows = rows.filter(colour=colour)
    page = Paginator(rows, A_PAGE).get_page(number)
    return CardPage(tuple(CardLine(one, colour_of(one), node_of(one.watch)) for one in page.object_list), page)


def card(asker: Actor, card_id: int, on: date) -> CardDetail:
    """One card. Raises Refused "no-card" where there is none for the asker."""
    rows = _visible(asker, on).select_related(
        "agency", "office", "watch", "watch__agency", "issued_by", "appealed_by", "judged_by", "lifted_by"
    )
    row = rows.filter(pk=card_id).first()
    if row is None:
        raise Refused("no-card", "没有这张监察牌，或者它不属于你能查看的单位。请从监察牌列表重新打开。")
    office, unit = may_judge(asker, row, on), asker.may(APPEAL_CARDS, row.agency.code)
    me = asker.id.partition(":")[2]
    judging = decide.against_judging(
        row.state, me, row.issued_by.login, row.appealed_by.login if row.appealed_by else ""
    )
    lifting = decide.against_lifting(row.state, ended=row.watch.met_on is not None)
    return CardDetail(
        row,
        colour_of(row),
        node_of(row.watch),
        lateness_of(row.watch, on).days,
        may_appeal=unit and decide.against_appeal(row.state, row.answer_by, on) is None,
        may_judge=office and judging is None,
        why_not_judge=judging[1] if office and judging and row.state == Card.State.APPEALED else "",
        may_lift=office and lifting is None,
        why_not_lift=lifting[1] if office and lifting and lifting[0] == "not-done" else "",
        may_read_proof=bool(row.proof) and (office or unit),
    )


def issuable(asker: Actor, watch: Watch, on: date) -> Issuable | None:
    """What the asker may issue on a clock; None where he issues no cards for its unit."""
    office = office_over(asker, watch.agency, on) if any(act == ISSUE_CARDS for act, _ in asker.grants) else None
    if office is None:
        return None
    late, rules = lateness_of(watch, on), rules_of(watch.agency, on)
    issued = set(Card.objects.filter(watch=watch, due_on=watch.due_on).values_list("colour", flat=True))
    found = []
    for one in card_colours(on):
        rule = decide.card_rule(rules, one)
        against = decide.against_issuing(rule, late, issued)
        found.append((rule, against[1] if against else ""))
    return Issuable(office, late.days, tuple(found))


def cards_on(asker: Actor, watch: Watch, on: date) -> list[CardLine]:
    """The cards issued on one clock, the newest first."""
    rows = _visible(asker, on).filter(watch=watch)
    return [CardLine(one, colour_of(one), node_of(watch)) for one in rows]


def colour_of(row: Card) -> CardColour:
    """The colour as it was when the card was issued."""
    return card_colour(row.colour, day_of(row.issued_at))


def node_of(watch: Watch) -> str:
    """What people call the step."""
    known = watch_nodes().get(watch.node)
    return known.label if known else watch.node


def _visible(asker: Actor, on: date) -> QuerySet[Card]:
    offices = {code for act, code in asker.grants if act == ISSUE_CARDS}
    return Card.objects.filter(Q(agency__in=watched_units(asker, on)) | Q(office__code__in=offices))
