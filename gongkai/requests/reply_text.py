"""What a reply says: how it went, the decision on each matter with its articles and reasons, and the remedy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.law.clock_entries import EntryKind
from gongkai.law.errors import LawError
from gongkai.law.instruments import chinese_number
from gongkai.law.outcomes import edition_on, leaf_for
from gongkai.law.remedies import remedy_for, remedy_for_act
from gongkai.law.remedy_rules import Remedy
from gongkai.law.reply_sentences import DecisionSentence, course, ground_for, sentence_for
from gongkai.law.wording import Blank, basis, day_text, filled, period_of
from gongkai.requests.models import RequestItem
from gongkai.requests.paper_settings import Missing, court_of, reviewer_of
from gongkai.requests.paper_source import Source

ELECTRONIC = "electronic"
FIRST, WHOLE = "reconsideration_first", "本答复"
WENT_OUT = {
    "correction_notice": "correction_asked", "reason_request": "reasons", "delay_notice": "delay",
    "extension_notice": "extension", "third_party_consultation": "third_party",
    "co_agency_consultation": "other_agency", "assist_letter": "other_agency", "fee_notice": "fee_notice",
}  # fmt: skip
CAME_BACK = {"correction": "correction_received", "payment": "paid"}
REDONE, ONLINE = "redone", "online_remedy"
STOPS = "。；;.!！ 　\n"


def you(source: Source) -> str:
    """How the letter speaks to its reader: a person, or an organisation."""
    person = source.of is None or source.of.applicant_kind == "natural_person"
    return "您" if source.form.to == "complainant" or person else "贵单位"


def course_text(source: Source) -> str | None:
    """What happened between receipt and reply, in the order of the days; None where nothing did."""
    said: dict[tuple[date, str], None] = {}
    for paper in source.issued:
        if paper.kind in WENT_OUT and paper.issued_on is not None:
            said[paper.issued_on, WENT_OUT[paper.kind]] = None
    for clock in source.clocks:
        voided = {row.voids_id for row in clock.entries.all() if row.voids_id}
        for row in clock.entries.all():
            if row.pk in voided or row.voids_id:
                continue
            if row.kind == EntryKind.RESET.value and row.what in CAME_BACK:
                said[row.on, CAME_BACK[row.what]] = None
            if row.kind == EntryKind.START.value and row.act == "order_again":
                said[row.on, REDONE] = None
    lines = []
    for day, code in sorted(said):
        sentence = course(code, source.law_day)
        if sentence is not None:
            lines.append(filled(sentence.text, {"day": day_text(day), "you": you(source)}))
    return "".join(lines) or None


def decisions_text(source: Source) -> str:
    """One paragraph for each matter. Raises Missing where a matter is not decided or its sentence not filled."""
    lines = []
    for item in source.items:
        words = sentence_of(source, item)
        several = len(source.items) > 1
        lines.append(f"{chinese_number(item.position)}、关于“{item.text.strip()}”。{words}" if several else words)
    return "\n".join(lines)


def sentence_of(source: Source, item: RequestItem) -> str:
    """The sentence of one matter. Raises Missing."""
    row = row_of(source, item)
    values = {"you": you(source), "basis": basis(row.cites), "reason": ended(item.reason)}
    if row.severed:
        values["ground"] = ground_for(item.ground, source.law_day).words
    if row.needs_reason and not item.reason.strip():
        raise Missing(f"第{item.position}项没有写明理由（依据{basis(row.cites)}），请在处理决定中补写。")
    for blank in row.blanks:
        values[blank.code] = _item_fact(item, blank)
    return filled(row.text, values)


def row_of(source: Source, item: RequestItem) -> DecisionSentence:
    """The law's sentence for the decision on a matter. Raises Missing."""
    if not item.decision:
        raise Missing(f"第{item.position}项还没有处理决定，不能写答复。请先对每一项作出处理决定。")
    try:
        return sentence_for(item.decision, source.law_day, ground=item.ground, severed=item.severed)
    except LawError as error:
        raise Missing(error.sentence) from error


def _item_fact(item: RequestItem, blank: Blank) -> str:
    said = blank.words(str(item.facts.get(blank.code, "") or "")).rstrip(STOPS)
    if not said and blank.code == "document":
        return f"“{item.text.strip()}”"
    if not said and blank.required:
        raise Missing(f"第{item.position}项没有填写“{blank.label}”，请在处理决定中补写。{blank.hint}")
    return said.replace("\n", "")


def ended(text: str) -> str:
    """A reason as a sentence that ends once."""
    said = " ".join(text.split()).rstrip(STOPS)
    return f"{said}。" if said else ""


def cites_text(source: Source) -> str:
    """Every article the decisions rest on, or those of the document itself."""
    decided = [item for item in source.items if item.decision] if source.of is not None else []
    cites = [cite for item in decided for cite in row_of(source, item).cites]
    return basis(cites or [source.form.cite])


def remedy_text(source: Source) -> str | None:
    """The remedy paragraph for a reply made on the source's day; None where the law gives none. Raises Missing."""
    told = _by_matter(source) if source.form.remedy == "outcome" else [remedy_for_act(source.form.remedy, source.on)]
    told = [one for one in told if one.regime.words]
    if not told:
        return None
    reviewer = reviewer_of(source.agency, source.settings, source.on)
    court = court_of(source.agency, source.settings)
    periods = {code: period_of(code, source.on) for one in told for code in (one.reconsider, one.sue)}
    return "".join(one.sentence(reviewer=reviewer, court=court, periods=periods) for one in told) + _online(source)


def _by_matter(source: Source) -> list[Remedy]:
    """The remedies of all matters. Where two differ, the stricter names its matters, the other is for the rest."""
    first: Remedy | None = None
    other: Remedy | None = None
    strict: list[str] = []
    for item in source.items:
        ordinal = f"第{chinese_number(item.position)}项"
        remedy = _remedy_of(source, item)
        for part in (remedy, remedy.rest):
            if part is None or not part.regime.words:
                continue
            if part.regime.code == FIRST:
                first = part
                strict.append(f"{ordinal}中不予公开的部分" if remedy.rest is not None else ordinal)
            else:
                other = part
    if first is None or other is None:
        alone = first or other
        return [replace(alone, matter=WHOLE)] if alone is not None else []
    # Each says its own part here; the stricter would say the rest's once more.
    first = replace(first, rest=None)
    if len(source.items) == 1:
        return [first, other]
    return [replace(first, matter=f"{WHOLE}{'、'.join(strict)}"), replace(other, matter=f"{WHOLE}的其他部分")]


def _remedy_of(source: Source, item: RequestItem) -> Remedy:
    try:
        leaf = leaf_for(item.decision, edition_on(source.on), ground=item.ground, severed=item.severed).code
        found = remedy_for(leaf, source.on, item.ground or None, decision=item.decision)
    except LawError as error:
        raise Missing(error.sentence) from error
    return found


def _online(source: Source) -> str:
    """The way by network, which must be told where the reply is served by network (行政复议法第二十二条)."""
    row, address = course(ONLINE, source.on), source.settings.online_remedy
    if row is None:
        return ""
    if not address and str(source.fields.get(ELECTRONIC, "")) == "yes":
        raise Missing("电子送达的答复须同时告知网上申请行政复议的途径，还没有登记。请在“文书设置”中填写。")
    return filled(row.text, {"you": you(source), "address": address.rstrip(STOPS)}) if address else ""
