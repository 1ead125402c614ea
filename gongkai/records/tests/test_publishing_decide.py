"""The decision on publishing: every single thing that is wrong is named, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.clock import BEIJING
from gongkai.law.review_steps import steps_needed
from gongkai.records.decide import Step
from gongkai.records.publishing import FileFacts, Given, PublishingFacts, decide_publishing, late_by
from gongkai.records.said import Said

NOW = datetime(2026, 3, 10, 10, 0, tzinfo=BEIJING)
ON = NOW.date()
SAID = Said(
    title="关于做好春季森林防火工作的通知", doc_number="涂政〔2026〕8号", formed_on=ON - timedelta(days=8),
    mark="proactive", class_code="art20_12_emergencies", document_kind="other", index_class="0105",
    body="<p>春季风干物燥。</p>",
)  # fmt: skip
STEPS = tuple(Step(step.code, step.duty) for step in steps_needed("proactive", "other", ON))
HASH = SAID.hash()
NO_CODE = "index-agency-code"
UNCLEANED, LOST = FileFacts("二.docx", False, False), FileFacts("三.docx", True, False)


def fine(now: datetime = NOW) -> PublishingFacts:
    """A signed content of which nothing is wrong."""
    return PublishingFacts(
        now=now, said=SAID, state="approved", state_label="已签发",
        stored_hash=HASH, computed_hash=HASH, signed_hash=HASH, public_hash="",
        was_public=False, change_note="", steps=STEPS,
        reviews=tuple(Given(step.step, step.duty, 10 + at, HASH, ON, True) for at, step in enumerate(STEPS)),
        submitter=1, authors=frozenset({1, 2}), signed_on=ON, screened=True, open=0, accepted=0, asked=False,
        forbidden=False, files=(FileFacts("一览表.docx", True, True),), number_code="", number_sentence="",
    )  # fmt: skip


def without(step: str) -> Callable[[PublishingFacts], PublishingFacts]:
    return lambda facts: replace(facts, reviews=tuple(one for one in facts.reviews if one.step != step))


def on_other_content(facts: PublishingFacts) -> PublishingFacts:
    first, *others = facts.reviews
    return replace(facts, reviews=(replace(first, content_hash="0" * 64), *others))


def not_held(facts: PublishingFacts) -> PublishingFacts:
    *others, last = facts.reviews
    return replace(facts, reviews=(*others, replace(last, held=False)))


def by_the_author(facts: PublishingFacts) -> PublishingFacts:
    first, second, *others = facts.reviews
    return replace(facts, reviews=(first, replace(second, person=2), *others))


# Each thing that can be wrong alone, with the code that names it.
WRONG: dict[str, tuple[str, Callable[[PublishingFacts], PublishingFacts]]] = {
    "altered": ("content-altered", lambda facts: replace(facts, computed_hash="0" * 64)),
    "signed other": ("signed-other", lambda facts: replace(facts, signed_hash="0" * 64)),
    "step left out": ("review-missing", without(STEPS[2].step)),
    "reviewed another content": ("review-missing", on_other_content),
    "without the duty": ("review-without-duty", not_held),
    "by the author": ("review-own", by_the_author),
    "not screened": ("screening-missing", lambda facts: replace(facts, screened=False)),
    "finding open": ("findings-open", lambda facts: replace(facts, open=2)),
    "finding to mend": ("findings-accepted", lambda facts: replace(facts, accepted=1)),
    "asked": ("escalated", lambda facts: replace(facts, asked=True)),
    "forbidden": ("escalation-forbids", lambda facts: replace(facts, forbidden=True)),
    "no number": (NO_CODE, lambda facts: replace(facts, number_code=NO_CODE, number_sentence="没有登记机构代码。")),
    "not cleaned": ("file-not-cleaned", lambda facts: replace(facts, files=(*facts.files, UNCLEANED))),
    "lost": ("file-lost", lambda facts: replace(facts, files=(*facts.files, LOST))),
    "no note": ("no-change-note", lambda facts: replace(facts, was_public=True)),
}  # fmt: skip


def test_what_is_fine_goes_out() -> None:
    assert decide_publishing(fine()) == ()


@given(st.sets(st.sampled_from(sorted(WRONG))))
def test_exactly_what_is_wrong_is_named(wrong: set[str]) -> None:
    facts = fine()
    for name in sorted(wrong):
        facts = WRONG[name][1](facts)
    found = decide_publishing(facts)
    assert {problem.code for problem in found} == {WRONG[name][0] for name in wrong}
    assert all(problem.sentence.endswith("。") for problem in found)


@pytest.mark.parametrize(
    "state", ["draft", "in_review", "returned", "escalated", "registered", "historic", "discarded"]
)
def test_only_what_is_signed(state: str) -> None:
    assert [one.code for one in decide_publishing(replace(fine(), state=state))] == ["not-signed"]


def test_what_was_withdrawn_is_not_simply_put_back() -> None:
    found = decide_publishing(replace(fine(), state="withdrawn", was_public=True, change_note="重新公开"))
    assert [one.code for one in found] == ["withdrawn"]


@pytest.mark.parametrize(("mark", "code"), [("", "mark-missing"), ("on_request", "mark-not-public")])
def test_only_what_is_marked_for_it(mark: str, code: str) -> None:
    said = replace(SAID, mark=mark, mark_reason="只涉及特定当事人。")
    assert code in {one.code for one in decide_publishing(replace(fine(), said=said))}


def test_incomplete_content_is_named_field_by_field() -> None:
    said = replace(SAID, title=" ", class_code="", body="", files=(), formed_on=None, doc_number="涂政2026八号")
    found = {one.code for one in decide_publishing(replace(fine(), said=said))}
    assert {"content-title", "content-formed_on", "content-body", "content-doc_number"} <= found


@given(st.integers(min_value=-3000, max_value=3000))
def test_an_embargo_holds_to_the_minute(minutes: int) -> None:
    embargo = NOW + timedelta(minutes=minutes)
    found = decide_publishing(replace(fine(), said=replace(SAID, embargo_until=embargo)))
    assert [one.code for one in found] == (["publication-embargo"] if minutes > 0 else [])


def test_before_the_documents_own_date() -> None:
    said = replace(SAID, formed_on=ON + timedelta(days=1))
    assert [one.code for one in decide_publishing(replace(fine(), said=said))] == ["publication-before-formed"]


@given(st.integers(min_value=0, max_value=400))
def test_late_is_counted_and_keeps_nothing_back(days: int) -> None:
    assert late_by(ON, ON + timedelta(days=days)) == days
    assert late_by(ON, ON - timedelta(days=days)) == 0
    assert late_by(None, ON) == 0
    now = NOW + timedelta(days=days)
    assert decide_publishing(replace(fine(now), signed_on=ON)) == ()
