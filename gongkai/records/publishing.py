"""Whether a content may be public at a moment: facts in, everything that stands in the way out. No clock, no rows.

All barriers are named at once, each with its rule and what to do. Late is no barrier: it is published and told of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kit.clock import BEIJING
from gongkai.law.instruments import cited
from gongkai.law.problems import Problem
from gongkai.law.publication import timing_problems
from gongkai.law.publicity import mark_of
from gongkai.law.review_steps import ReviewStep, review_steps, steps_needed
from gongkai.records.decide import Step, content_lacks, mark_lacks
from gongkai.records.said import Said

APPROVED, PUBLISHED, WITHDRAWN = "approved", "published", "withdrawn"


@dataclass(frozen=True, slots=True)
class Given:
    """One passed review: `held` says whether the person had that duty in the unit on that day."""

    step: str
    duty: str
    person: int
    content_hash: str
    on: date
    held: bool


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One attachment: whether it was cleaned, and whether the cleaned copy is there and what it was."""

    name: str
    cleaned: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class PublishingFacts:
    """All that the decision rests on. Hashes are of contents: as stored, as computed, as signed, as public."""

    now: datetime
    said: Said
    state: str
    state_label: str
    stored_hash: str
    computed_hash: str
    signed_hash: str
    public_hash: str
    was_public: bool
    change_note: str
    steps: tuple[Step, ...]
    reviews: tuple[Given, ...]
    submitter: int
    authors: frozenset[int]
    signed_on: date | None
    screened: bool
    open: int
    accepted: int
    asked: bool
    forbidden: bool
    files: tuple[FileFacts, ...]
    number_code: str
    number_sentence: str

    @property
    def on(self) -> date:
        """The Beijing day of the moment."""
        return self.now.astimezone(BEIJING).date()


def decide_publishing(facts: PublishingFacts) -> tuple[Problem, ...]:
    """Everything that keeps this content from being public at this moment; empty when it may go out.

    Raises UnknownLaw where the rules of that day are not registered.
    """
    if facts.state == PUBLISHED and facts.public_hash == facts.stored_hash:
        return (Problem("already-published", "", "这份内容已经公开，没有可以再发布的。要修订的，先修改并重新送审。"),)
    return (
        *_signed(facts),
        *_marked(facts),
        *_reviewed(facts),
        *_screened(facts),
        *_complete(facts),
        *_timed(facts),
        *_attached(facts),
        *_noted(facts),
    )


def _signed(facts: PublishingFacts) -> list[Problem]:
    found = []
    if facts.computed_hash != facts.stored_hash:
        found.append(Problem("content-altered", "", "库中的内容与其校验值不符，不能发布。请报告系统管理员核对日志。"))
    if facts.state == WITHDRAWN:
        found.append(Problem("withdrawn", "", "该信息已撤回，不能直接重新发布。请修改后重新送审。"))
    elif facts.state != APPROVED:
        said = f"该信息现为“{facts.state_label}”状态，只有已签发的可以发布。请先送审并签发。"
        found.append(Problem("not-signed", "", said))
    elif facts.signed_hash != facts.stored_hash:
        found.append(Problem("signed-other", "", "签发的不是现在这份内容，不能发布。请重新送审。"))
    return found


def _marked(facts: PublishingFacts) -> list[Problem]:
    found = list(mark_lacks(facts.said, facts.on))
    if not found and not mark_of(facts.said.mark, facts.on).published:
        label = mark_of(facts.said.mark, facts.on).label
        said = f"公开属性是“{label}”，不能向社会发布。要公开的，先改定公开属性并重新送审。"
        found.append(Problem("mark-not-public", "mark", said, mark_of(facts.said.mark, facts.on).cite))
    return found


def _reviewed(facts: PublishingFacts) -> list[Problem]:
    """Every step the law asks for, and every one of the unit's chain, passed on this content by the right duty."""
    known = {step.code: step for step in review_steps(facts.on)}
    needed = {step.code: step.duty for step in steps_needed(facts.said.mark, facts.said.document_kind, facts.on)}
    wanted = needed | {step.step: step.duty for step in facts.steps if step.step not in needed}
    found: list[Problem] = []
    for code, duty in wanted.items():
        step = known.get(code)
        label = step.label if step else code
        passed = [one for one in facts.reviews if one.step == code and one.content_hash == facts.stored_hash]
        if not passed:
            said = f"“{label}”没有在现在这份内容上通过，不能发布{_because(step)}。请送审办完这一步。"
            found.append(Problem("review-missing", "", said, step.cite if step else ""))
        elif not any(one.duty == duty and one.held for one in passed):
            said = f"“{label}”的办理人当时没有相应的岗位，不能发布{_because(step)}。请由该岗位人员重新审查。"
            found.append(Problem("review-without-duty", "", said, step.cite if step else ""))
        elif all(one.person == facts.submitter or one.person in facts.authors for one in passed):
            said = f"“{label}”由送审人或者起草人自己通过，不能发布。请由他人重新审查。"
            found.append(Problem("review-own", "", said, step.cite if step else ""))
    return found


def _because(step: ReviewStep | None) -> str:
    return f"（依据{cited(step.cite).words}）" if step is not None else ""


def _screened(facts: PublishingFacts) -> list[Problem]:
    found = []
    if not facts.screened:
        found.append(Problem("screening-missing", "", "这份内容没有经过自动筛查，不能发布。请重新提交审核。"))
    if facts.accepted:
        said = f"筛查有 {facts.accepted} 处已认定须修改而没有改，不能发布。请退回修改。"
        found.append(Problem("findings-accepted", "", said))
    if facts.open:
        said = f"筛查还有 {facts.open} 处没有人处理，不能发布。请在保密审查中逐处处理。"
        found.append(Problem("findings-open", "", said))
    if facts.asked:
        found.append(Problem("escalated", "", "已报请有关机关确定能否公开，还没有答复，不能发布。请登记答复后再办。"))
    if facts.forbidden:
        found.append(Problem("escalation-forbids", "", "有关机关答复不得公开，不能发布。请改定公开属性。"))
    return found


def _complete(facts: PublishingFacts) -> list[Problem]:
    found = []
    if not facts.said.title.strip():
        found.append(Problem("content-title", "title", "没有标题，不能发布。请补写标题。"))
    found += [one for one in content_lacks(facts.said, facts.on) if not one.code.startswith("mark-")]
    if facts.number_code:
        field = "index_class" if facts.number_code == "index-class-code" else ""
        found.append(Problem(facts.number_code, field, facts.number_sentence))
    return found


def _timed(facts: PublishingFacts) -> list[Problem]:
    if facts.said.formed_on is None:
        return []
    embargo = facts.said.embargo_until
    found = list(
        timing_problems(
            facts.on,
            formed_on=facts.said.formed_on,
            signed_on=facts.signed_on,
            not_before=embargo.astimezone(BEIJING).date() if embargo else None,
        )
    )
    if facts.state != APPROVED:  # said already, in its own words
        found = [one for one in found if one.code != "publication-unsigned"]
    if embargo is not None and facts.now < embargo and not any(one.code == "publication-embargo" for one in found):
        at = embargo.astimezone(BEIJING)
        said = f"定于 {at:%Y-%m-%d %H:%M} 公开，现在发布属于提前公开：请到时发布，或者先改定公开时间。"
        found.append(Problem("publication-embargo", "embargo_until", said, "licheng-standard-2020 timing"))
    return found


def _attached(facts: PublishingFacts) -> list[Problem]:
    found = []
    for one in facts.files:
        if not one.cleaned:
            said = f"附件“{one.name}”没有清理过的副本，不能发布。请重新提交审核。"
            found.append(Problem("file-not-cleaned", "files", said))
        elif not one.whole:
            said = f"附件“{one.name}”的副本缺失或者与登记的校验值不符，不能发布。请重新上传该附件并送审。"
            found.append(Problem("file-lost", "files", said))
    return found


def _noted(facts: PublishingFacts) -> list[Problem]:
    if facts.was_public and not facts.change_note.strip():
        return [Problem("no-change-note", "change_note", "修订须写明改动说明，供公众了解改了什么。请补写后再发布。")]
    return []


def late_by(due_on: date | None, on: date) -> int:
    """By how many calendar days the day is after the due one; 0 in time or where no day is known."""
    return max(0, (on - due_on).days) if due_on else 0
