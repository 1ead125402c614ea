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
    """Whether a unit may have this chain: nothing lacks for any mark and kind of document, and every step of the law is
    performed by the duty the law names. Raises UnknownLaw."""
    if not steps:
        return Barrier("chain-empty", "审核链不能为空，请至少列出法定的各步。")
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
            problems = chain_problems(fits, mark=mark.code, document_kind=kind.code, on=on)
            if problems:
                return Barrier(problems[0].code, f"{problems[0].sentence}未保存。")
    for one in steps:
        if one.duty != known[one.step].duty:
            label = known[one.step].label
            return Barrier("chain-duty", f"“{label}”须由规定的岗位办理，不能改为其他岗位，未保存。请改回。")
    return None
