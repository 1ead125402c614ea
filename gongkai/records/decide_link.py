"""Whether a document may be said to do something to another: facts in, verdict out (D-151)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.errors import UnknownLaw
from gongkai.law.validity import link_kind
from gongkai.records.decide import Barrier


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What is to be said. Days are of forming; `own` whether both are of one unit, `above` whether the acting unit is
    over the other or its successor; `reached` whether the other is the asker's own or public."""

    kind: str
    on: date
    acting_formed_on: date | None
    other_formed_on: date | None
    other_named: bool
    itself: bool
    own: bool
    above: bool
    reached: bool


def decide_link(facts: LinkFacts, today: date) -> Barrier | None:
    """None when it may be said; else the first reason against it."""
    try:
        kind = link_kind(facts.kind, today)
    except UnknownLaw as error:
        return Barrier("link-kind", error.sentence)
    if not facts.other_named:
        return Barrier("link-other", f"没有写明{kind.label}哪一份文件，未登记。从台账中选定，或者写出文件名称和文号。")
    if facts.itself:
        return Barrier("link-itself", f"文件不能{kind.label}自己，未登记。另选一份文件。")
    if not facts.reached:
        return Barrier("link-other", "没有找到所选的文件，未登记。外单位未公开的文件请写出名称和文号。")
    if kind.effect != "none" and not facts.own and not facts.above:
        said = f"只有本单位、上级单位或者承继其职能的单位可以{kind.label}该文件，未登记。核对所选文件的制发单位。"
        return Barrier("link-not-above", said)
    if facts.acting_formed_on and facts.on < facts.acting_formed_on:
        said = f"起作用的日期 {facts.on} 早于本文件成文日期 {facts.acting_formed_on}，未登记。核对日期。"
        return Barrier("link-day", said)
    if facts.other_formed_on and facts.on < facts.other_formed_on:
        said = f"起作用的日期 {facts.on} 早于所选文件成文日期 {facts.other_formed_on}，未登记。核对日期和文件。"
        return Barrier("link-day", said)
    return None
