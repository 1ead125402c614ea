"""What the actions on a report in the making share: the locked row, what the journal says of it, who waits for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.statistics.decide_compiling import VerdictFacts, steps_left
from gongkai.statistics.models import Compilation, CompilationReview
from gongkai.units.models import Person
from gongkai.units.notices import tell
from gongkai.units.powers import COMPILE_REPORT, PUBLISH_REPORT, READ_STATISTICS, as_duty

READ_WITH = (COMPILE_REPORT, READ_STATISTICS, PUBLISH_REPORT)
State = Compilation.State


def lock(compilation_id: int, actor: Actor) -> Compilation:
    """The row, held until the end of the transaction. Raises Refused "no-compilation" where he may not even see it."""
    rows = Compilation.objects.select_for_update(of=("self",))
    row = rows.select_related("agency", "filing").filter(pk=compilation_id).first()
    if row is None or not any(actor.may(act, row.agency.code) for act in READ_WITH):
        raise missing()
    return row


def missing() -> Refused:
    """For a report that is not there, or not for him."""
    return Refused("no-compilation", "没有找到这份年度报告的编制，可能不属于你任职的单位。")


def subject_of(row: Compilation) -> str:
    """How the journal names it."""
    return f"compilation {row.agency.code} {row.year}"


def said_of(row: Compilation) -> dict[str, Any]:
    """What the journal keeps of it before and after."""
    return {
        "state": row.state, "version": row.version, "position": row.position, "bound": row.signed_hash,
        "number": row.number, "filing": row.filing_id,
    }  # fmt: skip


def facts_for_verdict(row: Compilation, now_hash: str, seen: str, actor: Actor, person: Person) -> VerdictFacts:
    """Everything a verdict rests on; `now_hash` is that of the report put together now, where it matters."""
    step = steps_left(row.chain, row.position)
    # Somebody else's last comma does not make the text another's.
    authors = {row.submitted_by_id, *row.versions.values_list("made_by_id", flat=True)}
    return VerdictFacts(
        state=row.state, bound=row.signed_hash, seen=seen, now=now_hash,
        may=bool(step) and actor.may(as_duty(step["duty"]), row.agency.code), step_label=step.get("label", ""),
        person=person.pk, authors=frozenset(one for one in authors if one is not None),
    )  # fmt: skip


def write_verdict(
    row: Compilation, person: Person, verdict: CompilationReview.Verdict, words: str, now: datetime
) -> CompilationReview:
    """The row of a verdict, bound to the content that was submitted."""
    if row.submitted_by is None:
        raise Refused("not-in-review", "这份报告没有送审人，不能审核。请退回后重新送审。")
    return CompilationReview.objects.create(
        compilation=row, step=row.position, duty=steps_left(row.chain, row.position)["duty"], verdict=verdict,
        words=words.strip()[:400], content_hash=row.signed_hash, submitted_by=row.submitted_by, by=person, at=now,
    )  # fmt: skip


def told(row: Compilation, title: str, text: str, now: datetime) -> None:
    """Tell the one who submitted it, where he is still there."""
    person = row.submitted_by
    if person is not None and person.is_active:
        tell(person, f"{title}：{row.agency.short}{row.year}年度报告", text=text, now=now)
