"""The steps a record passes before it is public: who performs each, which may not be left out, what comes first.

The rows are `data/review`. A unit arranges its own chain; `chain_problems` says what the chain still lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.duties import duty_codes
from gongkai.law.editions import Edition, editions, named, on_day
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row
from gongkai.law.problems import Problem


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step. `mandatory` for the `marks` and `document_kinds` named (empty: all); `after`: steps before it.

    `item_by_item`: each item is judged by itself, never a batch at once (保密法实施条例第四十二条).
    """

    code: str
    label: str
    duty: str
    mandatory: bool
    item_by_item: bool
    marks: tuple[str, ...]
    document_kinds: tuple[str, ...]
    after: tuple[str, ...]
    cite: str
    reading: str

    def needed(self, mark: str, document_kind: str) -> bool:
        """Whether a record of that mark and nature may not go without this step."""
        fits = not self.marks or mark in self.marks
        return self.mandatory and fits and (not self.document_kinds or document_kind in self.document_kinds)


def review_steps(on: date, root: Path = DATA) -> tuple[ReviewStep, ...]:
    """All steps of that day in their usual order. Raises UnknownLaw before the first edition."""
    return on_day(_steps(root), "审查步骤", on)


def review_step(code: str, on: date, root: Path = DATA) -> ReviewStep:
    """One step. Raises UnknownLaw."""
    return named(review_steps(on, root), code, "审查步骤", on)


def steps_needed(mark: str, document_kind: str, on: date, root: Path = DATA) -> tuple[ReviewStep, ...]:
    """The steps that a record of that mark (publicity) and nature (document kind) may not go without."""
    return tuple(step for step in review_steps(on, root) if step.needed(mark, document_kind))


def chain_problems(
    chain: Sequence[str], *, mark: str, document_kind: str, on: date, root: Path = DATA
) -> tuple[Problem, ...]:
    """What is wrong with a chain of steps: unknown, doubled, missing, or out of order; empty when it may stand."""
    known = {step.code: step for step in review_steps(on, root)}
    found = []
    for code in dict.fromkeys(chain):
        if code not in known:
            found.append(Problem("chain-step-unknown", "chain", f"没有登记审查步骤“{code}”，请从审核链中去掉。"))
        elif list(chain).count(code) > 1:
            said = f"审核链中“{known[code].label}”写了两次，请只留一次。"
            found.append(Problem("chain-step-twice", "chain", said))
    for step in known.values():
        if step.needed(mark, document_kind) and step.code not in chain:
            said = f"审核链缺少“{step.label}”：依据{cited(step.cite, root).words}，这一步不能省，请补上。"
            found.append(Problem("chain-step-missing", "chain", said, step.cite))
    for number, code in enumerate(chain):
        for later in (one for one in chain[number + 1 :] if code in known and one in known[code].after):
            said = f"审核链次序不对：“{known[later].label}”应当排在“{known[code].label}”之前，请调整。"
            found.append(Problem("chain-order", "chain", said, known[code].cite))
    return tuple(found)


@cache
def _steps(root: Path = DATA) -> tuple[Edition[ReviewStep], ...]:
    duties = duty_codes(root)

    def step(row: Row) -> ReviewStep:
        made = ReviewStep(
            code=row.text("code"),
            label=row.text("label"),
            duty=row.text("duty"),
            mandatory=row.flag("mandatory"),
            item_by_item=row.flag("item_by_item"),
            marks=row.texts("marks"),
            document_kinds=row.texts("document_kinds"),
            after=row.texts("after"),
            cite=cite_of(row),
            reading=row.text("reading", required=False),
        )
        if made.duty not in duties:
            raise row.fail("duty", f"没有登记岗位 {made.duty}")
        return made

    return editions(root / "review" / "steps.toml", "step", step)
