"""Save the text of a report in the making as a new version; what had been signed is void by that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.annual.narrating import LEAD, slots
from gongkai.kit import journal
from gongkai.kit.action import action, require
from gongkai.kit.who import Actor
from gongkai.law.formats import formats
from gongkai.statistics.compiling import compose, content_hash, current, figures_now, sections_of
from gongkai.statistics.compiling_acting import State, lock, said_of, subject_of, told
from gongkai.statistics.decide_compiling import writing_barrier
from gongkai.statistics.models import Compilation, CompilationVersion
from gongkai.units.acting import person_of
from gongkai.units.powers import COMPILE_REPORT

ACT = "write_compilation"


@action
def write_compilation(
    compilation_id: int, texts: Mapping[str, str], *, seen: int, actor: Actor, now: datetime
) -> Compilation:
    """Keep the texts by place; places not given keep theirs, none can be left out. `seen` is the version begun with.

    The same text and figures again make no version. Raises Refused "no-compilation", "not-allowed", "not-writable",
    "changed-meanwhile", "text-too-long".
    """
    row = lock(compilation_id, actor)
    require(actor, COMPILE_REPORT, row.agency.code, "编写年度报告")
    person, last = person_of(actor), current(row)
    barrier = writing_barrier(row.state, seen, row.version, texts.values())
    if barrier is not None:
        raise barrier
    known = {LEAD: last.lead} | {one["id"]: one["text"] for one in last.sections}
    places = slots(formats()[row.edition])
    kept = {slot.id: _clean(texts.get(slot.id, known.get(slot.id, ""))) for slot in places}
    lead, sections = kept[LEAD], sections_of(places, kept)
    made = CompilationVersion(
        compilation=row, number=row.version + 1, lead=lead, sections=sections,
        content_hash=content_hash(lead, sections), made_by=person, at=now,
    )  # fmt: skip
    made.figures = figures_now(compose(row, made))
    if made.content_hash == last.content_hash and made.figures == last.figures:
        return row
    before = said_of(row)
    made.save(force_insert=True)
    row.version = made.number
    voided = row.state == State.SIGNED
    if voided:
        told(row, "签发失效", "签发之后文字有改动，签发已失效，请重新送审。", now)
        row.state, row.signed_hash, row.position = State.DRAFT, "", 0
    row.save(update_fields=["version", "state", "signed_hash", "position"])
    journal.write(
        row.agency.code, act=ACT, subject=subject_of(row), before=before,
        after=said_of(row) | {"text": made.content_hash}, reason="修改，签发失效" if voided else "修改",
        actor=actor, now=now,
    )  # fmt: skip
    return row


def _clean(text: str) -> str:
    """Line ends as ours, without blanks at the ends of lines and signs that cannot be printed."""
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    whole = "\n".join(lines).strip("\n")
    return "".join(char for char in whole if char == "\n" or char == "\t" or ord(char) >= ord(" "))
