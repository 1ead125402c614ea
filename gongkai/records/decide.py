"""Whether a draft may be sent along its chain, changed, taken back or put away: facts in, verdict out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.doc_numbers import DocNumberError, parse_doc_number
from gongkai.law.errors import UnknownLaw
from gongkai.law.problems import Problem
from gongkai.law.publicity import grounds, mark_of, mark_problems
from gongkai.law.record_classes import category_of, class_of, document_kind_of, genre_of
from gongkai.law.review_steps import chain_problems, review_steps, steps_needed
from gongkai.records.said import Said


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why not: a stable code and one sentence."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain as frozen at submission: the step's code and the duty that performs it."""

    step: str
    duty: str

    def to_json(self) -> dict[str, str]:
        """The stored form."""
        return {"step": self.step, "duty": self.duty}


def steps_from(stored: Sequence[dict[str, str]]) -> tuple[Step, ...]:
    """The steps of a stored chain."""
    return tuple(Step(one["step"], one["duty"]) for one in stored)


# From which states each act is possible; every other act on the record in another state is refused.
CHANGEABLE = frozenset(
    {"draft", "in_review", "returned", "approved", "registered", "published", "withdrawn", "historic"}
)
SUBMITTABLE = frozenset({"draft", "returned"})
RECALLABLE = frozenset({"in_review"})
DISCARDABLE = frozenset({"draft", "returned", "historic"})


def decide_state(state: str, label: str, allowed: Collection[str], act: str) -> Barrier | None:
    """Whether a record in that state may undergo the act; `label` and `act` are words for people."""
    if state in allowed:
        return None
    return Barrier("wrong-state", f"该信息现为“{label}”状态，不能{act}。请刷新后查看它现在由谁办理。")


def decide_chain(own: Sequence[Step], said: Said, on: date) -> tuple[Step, ...] | Barrier:
    """The chain this content goes along: the unit's own without the steps that do not concern it, else the law's.

    Raises UnknownLaw where the steps of that day are not registered.
    """
    known = {step.code: step for step in review_steps(on)}
    if not own:
        return tuple(Step(step.code, step.duty) for step in steps_needed(said.mark, said.document_kind, on))
    fits = tuple(
        one
        for one in own
        if one.step not in known
        or (
            (not (marks := known[one.step].marks) or said.mark in marks)
            and (not (kinds := known[one.step].document_kinds) or said.document_kind in kinds)
        )
    )
    problems = chain_problems([one.step for one in fits], mark=said.mark, document_kind=said.document_kind, on=on)
    if problems:
        return Barrier(problems[0].code, f"{problems[0].sentence}本单位的审核链不全，须先调整审核链再提交。")
    return fits


def mark_lacks(said: Said, on: date) -> tuple[Problem, ...]:
    """What the publicity mark still lacks. Raises UnknownLaw where the marks of that day are not registered."""
    return mark_problems(said.mark, said.ground, said.ground_details, said.mark_reason, on)


def content_lacks(said: Said, on: date) -> tuple[Problem, ...]:
    """Everything that keeps this content from going into circulation, the mark first; empty when it may go."""
    found = list(mark_lacks(said, on))
    if said.formed_on is None:
        found.append(Problem("content-formed_on", "formed_on", "没有填写成文日期：公开期限自成文之日起算，请补填。"))
    if not said.body.strip() and not said.files and not kept_elsewhere(said.ground, on):
        found.append(Problem("content-body", "body", "没有正文，也没有附件：公开后将无内容可看，请补上正文或者附件。"))
    if said.doc_number:
        try:
            parse_doc_number(said.doc_number)
        except DocNumberError as error:
            found.append(Problem("content-doc_number", "doc_number", error.sentence))
    if not said.document_kind:
        found.append(
            Problem("content-document_kind", "document_kind", "没有选定文件性质：它决定要经过哪些审查，请选定。")
        )
    public = said.mark and not found and mark_of(said.mark, on).published
    if public and not said.class_code:
        found.append(
            Problem("content-class_code", "class_code", "没有选定法定公开事项：主动公开的信息须归入一项，请选定。")
        )
    found += codes_unknown(said, on)
    return tuple(found)


def kept_elsewhere(ground: str, on: date) -> bool:
    """Whether the text of such a record may not be on this platform, so that the ledger holds its row alone."""
    return any(one.code == ground and one.no_content_cite for one in grounds(on))


def codes_unknown(said: Said, on: date) -> list[Problem]:
    """Codes of classes that the law's rows of that day do not have."""
    found = []
    for field, find in (
        ("class_code", class_of), ("category", category_of), ("genre", genre_of), ("document_kind", document_kind_of),
    ):  # fmt: skip
        code = getattr(said, field)
        if code:
            try:
                find(code, on)
            except UnknownLaw as error:
                found.append(Problem(f"content-{field}", field, error.sentence))
    return found
