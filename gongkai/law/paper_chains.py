"""The ranks by which papers of a request are reviewed and signed, by group, and what a unit may not leave out.

The rows are `data/review/papers.toml`. A unit may arrange its own chain; `paper_chain_problems` says what it lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.duties import duty_codes
from gongkai.law.editions import Edition, editions, on_day, one_of
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row, load
from gongkai.law.problems import Problem

GROUPS = ("reply", "notice", "letter")


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One rank for one group of papers. `usual` without an own chain; `signs`: may stand last, and then signs.

    `withheld`: passed only where something is withheld under articles 14 to 16. `approves`: passing it is that
    approver's consent in the rules of deadlines (条例第三十三条第二款).
    """

    code: str
    group: str
    step: str
    label: str
    duty: str
    usual: bool
    mandatory: bool
    signs: bool
    withheld: bool
    approves: str
    cite: str
    reading: str


def paper_steps(group: str, on: date, root: Path = DATA) -> tuple[PaperStep, ...]:
    """Every step a paper of that group may pass, in order; none for a group that needs no review.

    Raises UnknownLaw before the first edition.
    """
    return tuple(one for one in on_day(_steps(root), "文书审签步骤", on) if one.group == group)


def usual_chain(group: str, on: date, root: Path = DATA) -> tuple[PaperStep, ...]:
    """The chain of a unit that has set none. Raises UnknownLaw."""
    return tuple(one for one in paper_steps(group, on, root) if one.usual)


def needs_review(kind: str, root: Path = DATA) -> bool:
    """Whether papers of that kind are reviewed at all; a receipt only repeats the registration (D-285)."""
    return kind not in _unreviewed(root)


def paper_chain_problems(group: str, chain: Sequence[str], on: date, root: Path = DATA) -> tuple[Problem, ...]:
    """What is wrong with a unit's own chain, as steps in order; empty when it may stand. Raises UnknownLaw."""
    known = {one.step: one for one in paper_steps(group, on, root)}
    found = []
    for code in dict.fromkeys(chain):
        if code not in known:
            found.append(Problem("paper-step-unknown", "chain", f"没有登记审签步骤“{code}”，请从审签链中去掉。"))
        elif list(chain).count(code) > 1:
            said = f"审签链中“{known[code].label}”写了两次，请只留一次。"
            found.append(Problem("paper-step-twice", "chain", said))
    for step in known.values():
        if step.mandatory and step.step not in chain:
            said = f"审签链缺少“{step.label}”：依据{cited(step.cite, root).words}，这一步不能省，请补上。"
            found.append(Problem("paper-step-missing", "chain", said, step.cite))
    last = known.get(chain[-1]) if chain else None
    if known and (last is None or not last.signs):
        signers = "、".join(one.label for one in known.values() if one.signs)
        found.append(Problem("paper-unsigned", "chain", f"审签链的最后一步须是签发：{signers}，请调整。"))
    return tuple(found)


@cache
def _steps(root: Path = DATA) -> tuple[Edition[PaperStep], ...]:
    duties = duty_codes(root)

    def step(row: Row) -> PaperStep:
        made = PaperStep(
            code=row.text("code"),
            group=one_of(row, "group", GROUPS),
            step=row.text("step"),
            label=row.text("label"),
            duty=row.text("duty"),
            usual=row.flag("usual"),
            mandatory=row.flag("mandatory"),
            signs=row.flag("signs"),
            withheld=row.flag("withheld"),
            approves=row.text("approves", required=False),
            cite=cite_of(row),
            reading=row.text("reading", required=False),
        )
        if made.duty not in duties:
            raise row.fail("duty", f"没有登记岗位 {made.duty}")
        if made.code != f"{made.group}.{made.step}":
            raise row.fail("code", f"应为 {made.group}.{made.step}")
        return made

    return editions(root / "review" / "papers.toml", "step", step, heading=("unreviewed",))


@cache
def _unreviewed(root: Path = DATA) -> frozenset[str]:
    return frozenset(load(root / "review" / "papers.toml").texts("unreviewed", required=True))
