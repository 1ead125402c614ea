"""Write down the answer to a sub-case: by whom it was put to on the platform, or by the handler for those outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.allowing import handles
from gongkai.requests.answering import Searched, checked, judge, searched
from gongkai.requests.attaching import attach
from gongkai.requests.clocks import Entering
from gongkai.requests.locking import subject_of
from gongkai.requests.looking import look
from gongkai.requests.models import Attachment, SubCase
from gongkai.requests.stepping import Doing, step
from gongkai.requests.subcases import (
    NOT_THERE,
    close_clock,
    is_asked,
    kind_of,
    lock_subcase,
    subcase_facts,
    tell_handler,
    touch,
)
from gongkai.units.acting import person_of

ACT = "answer_subcase"


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer: a code of SubCase.Answer, its words, the day (for somebody outside), the files that came with it,
    a verdict with reason for each thing to be judged (by its id), the searches made where nothing is held."""

    answer: str
    text: str = ""
    on: date | None = None
    files: Sequence[tuple[str, bytes]] = ()
    verdicts: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    searches: Sequence[Searched] = ()


@action
def answer_subcase(
    subcase_id: int, said: Answered, *, seen: int | None = None, actor: Actor, now: datetime
) -> SubCase:  # fmt: skip
    """Write the answer down. Work inside the unit ends with it; a letter waits for the handler to end it, and the reply
    clock goes on from the day of the answer, at the latest from the last day of the limit, whenever he does.

    An answer after a lapsed limit is kept and changes no clock. Raises Refused "no-subcase", "not-open",
    "answered-already", "unknown-answer", "no-words", "no-search", "day-ahead", "day-before-letter", "not-today",
    "own-work", "no-verdict", "content-changed", "file-refused".
    """
    looked = [(name, data, look(name, data)) for name, data in said.files]
    request, subcase = lock_subcase(subcase_id, seen)
    before, today, kind = subcase_facts(subcase), day_of(now), kind_of(subcase)
    person, asked = person_of(actor), is_asked(actor, subcase)
    if not asked:
        if kind.judges and kind.duties:
            raise Refused("no-subcase", NOT_THERE)
        handles(actor, request.agency.code, "登记答复")
    on = said.on or today
    checked(subcase, said.answer, said.text, on, asked=asked, today=today, searches=said.searches)
    if kind.judges:
        judge(subcase, said.verdicts, person, now)
    role = Attachment.Role.SOURCE if kind.duties and not kind.judges else Attachment.Role.OPINION
    for name, data, found in looked:
        if attach(request, role, name, data, person, now, subcase, looked=found).state == Attachment.State.REFUSED:
            why = "".join(one["sentence"] for one in found.findings)
            raise Refused("file-refused", f"附件“{name}”没有接收，答复未登记。{why}")
    searched(request, subcase, said.searches, person, now)
    late = subcase.state == SubCase.State.LAPSED
    subcase.answer_text, subcase.answered_on = said.text.strip(), on
    subcase.received_on = subcase.received_on or (on if kind.letter else None)
    if not late or kind.findings:
        subcase.answer = said.answer
        subcase.reasonable = subcase.public_interest = None
        subcase.finding = ""
    if kind.letter or late:
        subcase.save()
        touch(request)
    else:
        close_clock(subcase, on, Entering(ACT, person, now))
        subcase.state, subcase.closed_by, subcase.closed_at = SubCase.State.ANSWERED, person, now
        subcase.save()
        step(request, Doing(kind.close, today, ref=subcase.key), actor=actor, person=person, now=now)
    if asked:
        tell_handler(subcase, f"{kind.label}已答复：{subcase.party}"[:200], now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=subcase_facts(subcase),
        reason=kind.label, actor=actor, now=now,
    )  # fmt: skip
    return subcase
