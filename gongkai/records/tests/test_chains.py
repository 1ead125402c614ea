"""A unit's own chain and phrases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records import reads, reads_path
from gongkai.records.actions.add_phrase import add_phrase
from gongkai.records.actions.remove_phrase import remove_phrase
from gongkai.records.actions.set_review_chain import set_review_chain
from gongkai.records.chains import chain_faults, chain_of, default_chain
from gongkai.records.decide import Step
from gongkai.records.models import CannedPhrase, Submission
from gongkai.records.tests.making import NOW, TODAY, a_submitted, a_unit, actors
from gongkai.units.models import Agency

OWN = (Step("section_review", "section_head"), *default_chain(TODAY))


def test_a_chain_holds_for_what_is_submitted_afterwards(unit: Agency) -> None:
    office = actors(unit)["disclosure_office"]
    before = a_submitted(unit)
    set_review_chain(unit, OWN, "先由股室把关", actor=office, now=NOW)
    after = a_submitted(unit)
    assert before.waiting_step == "secrecy_review"
    assert after.waiting_step == "section_review"
    assert len(Submission.objects.get(record=before).steps) == 4
    assert reads_path.chain_for(office, unit, NOW) == (OWN, True)
    assert reads_path.chain_for(office, a_unit("other"), NOW) == (default_chain(TODAY), False)


def test_the_newest_chain_holds_and_the_older_ones_are_kept(unit: Agency) -> None:
    office = actors(unit)["disclosure_office"]
    set_review_chain(unit, OWN, "先由股室把关", actor=office, now=NOW)
    set_review_chain(unit, default_chain(TODAY), "恢复", actor=office, now=NOW + timedelta(days=1))
    assert chain_of(unit) == default_chain(TODAY)
    assert [one.reason for one in reads_path.chain_history(office, unit)] == ["恢复", "先由股室把关"]
    assert reads_path.chain_history(actors(a_unit("other"))["clerk"], unit) == []
    entry = JournalEntry.objects.filter(act="set_review_chain").order_by("number").last()
    assert entry is not None
    assert (len(entry.before["steps"]), len(entry.after["steps"])) == (len(OWN), len(OWN) - 1)


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((), "chain-empty"),
        (OWN[2:], "chain-step-missing"),
        ((*OWN, OWN[1]), "chain-step-twice"),
        (tuple(reversed(OWN)), "chain-order"),
        ((*OWN, Step("tea", "clerk")), "chain-step-unknown"),
        ((Step("section_review", "clerk"), *OWN[1:]), "chain-duty"),
        (tuple(Step(one.step, "publisher") for one in OWN), "chain-duty"),
    ],
)
def test_a_chain_that_lacks_something_is_not_set(unit: Agency, steps: tuple[Step, ...], code: str) -> None:
    with pytest.raises(Refused) as refused:
        set_review_chain(unit, steps, "改", actor=actors(unit)["disclosure_office"], now=NOW)
    assert refused.value.code == code
    assert "未保存" in refused.value.sentence or code == "chain-empty"
    assert chain_of(unit) == ()


def test_all_faults_of_a_chain_are_told_once() -> None:
    faults = chain_faults((Step("leader_sign", "clerk"),), TODAY)
    assert sorted({fault.code for fault in faults}) == ["chain-duty", "chain-step-missing"]
    assert len({fault.sentence for fault in faults}) == len(faults) > 3


def test_a_chain_is_set_with_a_reason(unit: Agency) -> None:
    with pytest.raises(Refused, match="须写明原因"):
        set_review_chain(unit, OWN, " ", actor=actors(unit)["disclosure_office"], now=NOW)


def test_phrases_belong_to_their_unit_or_to_all(unit: Agency) -> None:
    clerk = actors(unit)["clerk"]
    CannedPhrase.objects.create(use="return", words="请核对成文日期。")
    mine = add_phrase(unit, "return", "  请补  附件。 ", actor=clerk, now=NOW)
    add_phrase(unit, "dismiss", "公务号码。", actor=clerk, now=NOW)
    assert mine.words == "请补 附件。"
    assert [one.words for one in reads.phrases(clerk, unit, ["return"])] == ["请核对成文日期。", "请补 附件。"]
    stranger = actors(a_unit("other"))["clerk"]
    assert [one.words for one in reads.phrases(stranger, unit)] == ["请核对成文日期。"]
    remove_phrase(mine.pk, actor=clerk, now=NOW)
    assert [one.words for one in reads.phrases(clerk, unit, ["return"])] == ["请核对成文日期。"]


@pytest.mark.parametrize(
    ("use", "words", "code"),
    [("sing", "啦", "phrase-use"), ("return", " ", "phrase-words"), ("return", "长" * 301, "phrase-words")],
)
def test_a_phrase_says_something_somewhere(unit: Agency, use: str, words: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        add_phrase(unit, use, words, actor=actors(unit)["clerk"], now=NOW)
    assert refused.value.code == code


def test_a_phrase_is_kept_once_and_a_common_one_stays(unit: Agency) -> None:
    clerk = actors(unit)["clerk"]
    common = CannedPhrase.objects.create(use="return", words="请核对成文日期。")
    add_phrase(unit, "return", "请补附件。", actor=clerk, now=NOW)
    with pytest.raises(Refused, match="没有重复保存"):
        add_phrase(unit, "return", "请补附件。", actor=clerk, now=NOW)
    with pytest.raises(Refused, match="没有这条本单位的常用语"):
        remove_phrase(common.pk, actor=clerk, now=NOW)
