"""Open a sub-case: an opinion to be asked of others by letter, or work put to people of the own unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.law.errors import UnknownLaw
from gongkai.law.subcases import SubCaseKind, subcase_kind
from gongkai.requests.clocks import Entering
from gongkai.requests.locking import lock_request, subject_of
from gongkai.requests.models import Attachment, Paper, Release, Request, SubCase, SubCaseItem
from gongkai.requests.stepping import Doing, may_act, step, table_of
from gongkai.requests.subcases import next_key, start_clock, subcase_facts, tell_asked, touch
from gongkai.units.acting import holds, person_of
from gongkai.units.models import Agency, Duty, Person

ACT = "open_subcase"
Judged = Paper | Attachment | Release


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked: a unit on this platform, a person of the own unit, or `party` outside with his contact data
    (name, phone, address, email; sealed). Nobody named: the holders of the kind's duties."""

    party: str = ""
    contact: Mapping[str, str] | None = None
    agency: Agency | None = None
    person: Person | None = None


@action
def open_subcase(
    request_id: int, kind: str, asked: Asked, question: str, *, wanted_by: date | None = None,
    judged: Sequence[Judged] = (), seen: int | None = None, actor: Actor, now: datetime,
) -> SubCase:  # fmt: skip
    """Open it. By letter it waits as a draft until its letter is out; inside the unit it is open at once, and told.

    `wanted_by` is the day the agency wants the answer where no law sets a limit; `judged` what reviewers judge.
    Raises Refused "no-request", "changed-meanwhile", "not-now", "not-allowed", "unknown-kind", "no-question",
    "no-party", "own-unit", "wrong-person", "day-by-law", "day-past", "nothing-to-judge", "not-of-request".
    """
    request = lock_request(request_id, seen)
    try:
        rules = subcase_kind(kind, request.law_day)
    except UnknownLaw as error:
        raise Refused("unknown-kind", f"{error}未开立。") from error
    person = person_of(actor)
    if rules.letter:
        _may_consult(request, rules, actor)
    else:
        step(request, Doing(rules.consult, day_of(now)), actor=actor, person=person, now=now)
    _checked(request, rules, asked, question, wanted_by, day_of(now))
    things = _things(request, rules, judged)
    subcase = SubCase(
        request=request, key=next_key(request), kind=kind, party=_party(rules, asked), agency=asked.agency,
        person=asked.person, question=question.strip(), wanted_by=wanted_by, made_by=person, made_at=now,
        sealed_contact=seal(dict(asked.contact)) if asked.contact else "",
    )  # fmt: skip
    if not rules.letter:
        subcase.state, subcase.sent_on = SubCase.State.OPEN, day_of(now)
    subcase.save(force_insert=True)
    for thing in things:
        thing.subcase = subcase
        thing.save(force_insert=True)
    if not rules.letter:
        if rules.clock:
            start_clock(subcase, rules.clock, day_of(now), Entering(ACT, person, now))
            subcase.save(update_fields=["clock"])
        tell_asked(subcase, f"请办理：{rules.label}", now)
    else:
        touch(request)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before={}, after=subcase_facts(subcase),
        reason=rules.label, actor=actor, now=now,
    )  # fmt: skip
    return subcase


def _may_consult(request: Request, rules: SubCaseKind, actor: Actor) -> None:
    """A letter is asked for under the same act that will issue it; the conditions are asked when it goes out."""
    table = table_of(request)
    act = table.acts.get(rules.consult)
    if act is None or not table.steps_for(request.state, rules.consult):
        raise Refused("not-now", f"申请现为“{table.states[request.state].label}”，不能{rules.label}，未开立。")
    if not may_act(actor, act, request.agency.code):
        raise Refused(
            "not-allowed", f"{actor.name} 在该单位没有办理“{act.label}”的职责，未开立。请由相应岗位的人员办理。"
        )


def _checked(
    request: Request, rules: SubCaseKind, asked: Asked, question: str, wanted_by: date | None, today: date
) -> None:  # fmt: skip
    if not question.strip():
        raise Refused("no-question", f"{rules.label}没有写明要对方答复什么，未开立。请写明所涉信息和要答复的问题。")
    if not (asked.agency or asked.person or asked.party.strip() or (rules.judges and rules.duties)):
        raise Refused("no-party", f"{rules.label}没有写明向谁提出，未开立。请填写名称，或者选择单位、人员。")
    if asked.agency is not None and asked.agency.pk == request.agency_id:
        raise Refused("own-unit", f"{rules.label}不能发给本单位，未开立。本单位的科室请用“科室提供材料”。")
    if asked.agency is not None and not rules.letter:
        raise Refused("wrong-person", f"{rules.label}交给本单位的人员办理，不能交给其他单位，未开立。")
    if asked.person is not None and not _on_duty(asked.person, request, rules, today):
        raise Refused("wrong-person", f"{asked.person.name} 在本单位没有可以办理“{rules.label}”的岗位，未开立。")
    if rules.clock and wanted_by is not None:
        raise Refused(
            "day-by-law", f"{rules.label}的期限由法律规定或者在函中写明，自收到之日推算，不能填写日期，未开立。"
        )
    if wanted_by is not None and wanted_by < today:
        raise Refused("day-past", f"要求答复的日期 {wanted_by.isoformat()} 已过，未开立。请填写今天或者以后的日期。")


def _on_duty(person: Person, request: Request, rules: SubCaseKind, on: date) -> bool:
    held = Duty.objects.filter(holds(on), person=person, agency=request.agency, kind__in=rules.duties)
    return person.is_active and held.exists()


def _party(rules: SubCaseKind, asked: Asked) -> str:
    if asked.agency is not None:
        return asked.agency.name
    if asked.person is not None:
        return asked.person.name
    return (asked.party.strip() or rules.label)[:200]


def _things(request: Request, rules: SubCaseKind, judged: Sequence[Judged]) -> list[SubCaseItem]:
    if rules.judges and not judged:
        raise Refused("nothing-to-judge", f"{rules.label}没有选定要审查的文书或者文件，未开立。请至少选一件。")
    made: dict[str, SubCaseItem] = {}
    for one in judged:
        name = type(one).__name__.lower()
        if one.request_id != request.pk or name not in rules.judges:
            raise Refused("not-of-request", f"所选的“{one}”不是本件申请的，或者不适于{rules.label}，未开立。")
        digest = digest_of(one)
        if not digest:
            raise Refused("nothing-to-judge", f"所选的“{one}”还没有成文，未开立。请先成文再交审。")
        made[digest] = SubCaseItem(**{name: one}, digest=digest)
    return list(made.values())


def digest_of(one: Judged) -> str:
    """The content a verdict is bound to: of a paper what was composed, of a file the SHA-256 of what it holds."""
    return one.content_hash if isinstance(one, Paper) else one.plain_digest
