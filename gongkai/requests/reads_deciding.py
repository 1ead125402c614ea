"""What a clerk may decide on a matter and what it leads to: the closed list, the blanks, the cell and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.instruments import cited
from gongkai.law.outcomes import edition_on, taxonomy
from gongkai.law.remedies import remedy_for
from gongkai.law.reply_sentences import ground_for, sentence_for, sentences_on
from gongkai.law.wording import Blank
from gongkai.requests.deciding import NAMED, Deciding, missing_before, not_by_reply
from gongkai.requests.models import Request, RequestItem
from gongkai.requests.outcome import Closing, closing_of
from gongkai.requests.sight import seen
from gongkai.requests.stepping import table_of

GIVING = "release"


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision of the closed list. `key` names it in a form; `group` is the heading of the statutory table;
    `first` says what must have happened before and has not."""

    key: str
    title: str
    group: str
    leaf: str
    basis: str
    decision: str
    ground: str
    severed: bool
    first: str = ""


@dataclass(frozen=True, slots=True)
class Leading:
    """Where decisions lead: the one statutory cell, with its heading, and the way of remedy. Or why they do not yet."""

    closing: Closing | None
    cell: str
    remedy: str
    remedy_cite: str
    missing: str


def item(asker: Actor, request_id: int, position: int) -> RequestItem | None:
    """One matter of a request the asker may see. Raises Refused "no-request"."""
    row = seen(asker, request_id)
    return row.items.filter(position=position).first()


def choices(request: Request, on: date) -> list[Choice]:
    """Every decision a reply to this request may contain, in the order of the statutory table; with the cell of the
    report on the day's year, and the articles of the law of the day the request came."""
    tree = taxonomy(edition_on(on))
    known = {(one.decision, one.ground, one.severed) for one in sentences_on(request.law_day)}
    found = []
    for one in tree.decisions.values():
        if (one.code, one.ground, one.severed) not in known or not_by_reply(request, one.code, one.ground):
            continue
        leaf = tree.leaf(one.outcome)
        group = tree.outcomes[leaf.parent].label if leaf.parent else leaf.label
        basis = "、".join(
            dict.fromkeys(cited(cite).words for cite in _cites(request, one.code, one.ground, one.severed))
        )
        found.append(
            Choice(
                key_of(one.code, one.ground, one.severed), one.title, group, leaf.label, basis, one.code, one.ground,
                one.severed, "" if one.severed else missing_before(request, one.code, one.ground),
            )
        )  # fmt: skip
    order = list(tree.outcomes)
    return sorted(found, key=lambda one: order.index(tree.decisions[one.decision, one.severed, one.ground].outcome))


def grounds(request: Request, on: date) -> list[Choice]:
    """The grounds on which part of something may be withheld (条例第三十七条): those of a refusal."""
    return [one for one in choices(request, on) if one.ground]


def key_of(decision: str, ground: str, severed: bool) -> str:
    """How a form names a decision."""
    return f"{decision}.severed" if severed else f"{decision}.{ground}" if ground else decision


def blanks(request: Request, choice: Choice) -> tuple[tuple[Blank, ...], bool]:
    """What has to be written for the decision, and whether it needs a reason."""
    ground = choice.ground or (grounds_code(request) if choice.severed else "")
    sentence = sentence_for(choice.decision, request.law_day, ground=ground, severed=choice.severed)
    asked = tuple(
        replace(one, required=False, hint=f"{one.hint}不填的，用申请人的原话。") if one.code == NAMED else one
        for one in sentence.blanks
    )
    return asked, sentence.needs_reason


def grounds_code(request: Request) -> str:
    """Any ground that the law of that day knows, for reading what a partial release asks."""
    return next((one.ground for one in sentences_on(request.law_day) if one.ground), "")


def leading(items: Sequence[RequestItem], on: date) -> Leading:
    """Where all decisions of a request together lead, were the reply served that day."""
    try:
        closing = closing_of(items, on)
    except LawError as error:
        return Leading(None, "", "", "", error.sentence)
    tree = taxonomy(edition_on(on))
    leaf = tree.leaf(closing.leaf)
    cell = leaf.label if not leaf.parent else f"{tree.outcomes[leaf.parent].label} {leaf.label}"
    try:
        remedy = remedy_for(closing.leaf, on, withheld_of(items, closing), decision=closing.decision)
    except LawError as error:
        return Leading(closing, cell, "", "", error.sentence)
    return Leading(closing, cell, remedy.regime.title, cited(remedy.cite).words, "")


def leading_with(request: Request, at: RequestItem, said: Deciding, on: date) -> Leading:
    """Where they would lead with this decision on that matter."""
    rows = list(request.items.all())
    for row in rows:
        if row.position == at.position:
            row.decision, row.ground, row.severed = said.decision, said.ground, said.severed
    return leading(rows, on)


def withheld_of(items: Sequence[RequestItem], closing: Closing) -> str | None:
    """The ground of the withheld part of a partial release: the first matter that has one."""
    if not closing.severed:
        return None
    return closing.ground or next((one.ground for one in items if one.ground), None)


def may_decide(request: Request) -> bool:
    """Whether the request stands where decisions are made."""
    return bool(table_of(request).steps_for(request.state, "issue_reply"))


def _cites(request: Request, decision: str, ground: str, severed: bool) -> tuple[str, ...]:
    used = grounds_code(request) if severed else ground
    found = sentence_for(decision, request.law_day, ground=used, severed=severed)
    return found.cites[:1] if severed else found.cites


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One thing asked for with its decision in words; `title` empty while nothing is decided."""

    item: RequestItem
    title: str
    facts: tuple[tuple[str, str], ...]


def decided(items: Sequence[RequestItem], request: Request) -> list[ItemShown]:
    """Every matter with its decision as people read it."""
    found = []
    for one in items:
        title, facts = "", tuple[tuple[str, str], ...]()
        if one.decision:
            tree = taxonomy(edition_on((one.decided_at or request.made_at).date()))
            row = tree.decisions.get((one.decision, one.severed, "" if one.severed else one.ground))
            title = row.title if row else one.decision
            facts = _facts(one, request.law_day)
        found.append(ItemShown(one, title, facts))
    return found


def _facts(item: RequestItem, on: date) -> tuple[tuple[str, str], ...]:
    try:
        wanted = sentence_for(item.decision, on, ground=item.ground, severed=item.severed).blanks
    except LawError:
        return ()
    said = [(one.label, one.words(str(item.facts.get(one.code, "")))) for one in wanted]
    if item.severed:
        said.append(("不予公开的依据", ground_for(item.ground, on).words))
    return tuple((label, words) for label, words in said if words)
