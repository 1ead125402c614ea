"""The review chain a unit has set for itself, and whether a chain may be set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.law.publicity import marks
from gongkai.law.record_classes import document_kinds
from gongkai.law.review_steps import chain_problems, review_steps
from gongkai.records.decide import Barrier, Step, steps_from
from gongkai.records.models import ReviewChain
from gongkai.units.models import Agency


def chain_of(agency: Agency) -> tuple[Step, ...]:
    """The unit's newest own chain; empty where it follows the law's."""
    newest = ReviewChain.objects.filter(agency=agency).order_by("-set_at", "-id").first()
    return steps_from(newest.steps) if newest else ()


def default_chain(on: date) -> tuple[Step, ...]:
    """Every step that some record may not go without, in the law's order. Raises UnknownLaw."""
    return tuple(Step(step.code, step.duty) for step in review_steps(on) if step.mandatory)


def decide_setting(steps: Sequence[Step], on: date) -> Barrier | None:
    """The first thing that keeps a unit from having this chain, or None. Raises UnknownLaw."""
    faults = chain_faults(steps, on)
    return Barrier(faults[0].code, f"{faults[0].sentence}未保存。") if faults else None


def chain_faults(steps: Sequence[Step], on: date) -> tuple[Barrier, ...]:
    """All that is wrong with a chain, each once: what lacks for some mark or kind of document, and steps that are not
    performed by the duty the law names. Raises UnknownLaw."""
    if not steps:
        return (Barrier("chain-empty", "审核链不能为空，请至少列出法定的各步。"),)
    found: dict[str, Barrier] = {}
    known = {step.code: step for step in review_steps(on)}
    codes = [one.step for one in steps]
    for mark in marks(on):
        for kind in document_kinds(on):
            fits = [
                code
                for code in codes
                if code not in known
                or (
                    (not known[code].marks or mark.code in known[code].marks)
                    and (not known[code].document_kinds or kind.code in known[code].document_kinds)
                )
            ]
            for problem in chain_problems(fits, mark=mark.code, document_kind=kind.code, on=on):
                found.setdefault(problem.sentence, Barrier(problem.code, problem.sentence))
    for one in steps:
        if one.step in known and one.duty != known[one.step].duty:
            said = f"“{known[one.step].label}”须由规定的岗位办理，不能改为其他岗位，请改回。"
            found.setdefault(said, Barrier("chain-duty", said))
    return tuple(found.values())
