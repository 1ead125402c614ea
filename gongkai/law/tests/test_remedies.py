"""Remedies: reconsideration first for refusals since 2024, both ways for the rest, and the words of the reply."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.loading import DATA, files
from gongkai.law.outcomes import taxonomies
from gongkai.law.remedies import acts, remedies_on, remedy_for, remedy_for_act, reviewer_for, reviewer_kinds
from gongkai.law.remedy_rules import RemedyError, remedies_of
from gongkai.law.tests.broken import copy_with
from gongkai.law.tests.walk import tables

WITHHELD = (
    "state_secret",
    "prohibited_by_law",
    "three_safeties_one_stability",
    "third_party_rights",
    "internal_affairs",
    "process_information",
    "enforcement_file",
)
OPEN_BOTH_WAYS = (
    "granted",
    "refused.administrative_inquiry",
    "unable.not_held",
    "unable.requires_creation",
    "unable.unclear_after_correction",
    "not_processed.petition",
    "not_processed.duplicate",
    "not_processed.publication",
    "not_processed.abusive",
    "not_processed.confirm_or_reissue",
    "other.correction_lapsed",
    "other.fee_lapsed",
)
PERIODS = {"reconsideration_filing": "六十日", "suit_direct": "六个月", "suit_after_reconsideration": "十五日"}
LAST_OLD_DAY, FIRST_NEW_DAY, TODAY = (date(2023, 12, 31), date(2024, 1, 1), date(2026, 11, 21))


@pytest.mark.parametrize("ground", WITHHELD)
def test_a_refusal_goes_to_reconsideration_first_since_2024(ground: str) -> None:
    assert remedy_for(f"refused.{ground}", LAST_OLD_DAY).regime.code == "either"
    for day in (FIRST_NEW_DAY, TODAY):
        remedy = remedy_for(f"refused.{ground}", day)
        assert remedy.regime.code == "reconsideration_first"
        assert (remedy.reconsider, remedy.sue) == ("reconsideration_filing", "suit_after_reconsideration")
    assert remedy_for(f"refused.{ground}", FIRST_NEW_DAY).cite == "reconsideration-law-2023 art.23"


@pytest.mark.parametrize("outcome", OPEN_BOTH_WAYS)
def test_every_other_outcome_is_open_both_ways_before_and_after(outcome: str) -> None:
    for day in (LAST_OLD_DAY, FIRST_NEW_DAY, TODAY):
        remedy = remedy_for(outcome, day)
        assert remedy.regime.code == "either"
        assert remedy.rest is None
        assert (remedy.reconsider, remedy.sue) == ("reconsideration_filing", "suit_direct")


@pytest.mark.parametrize("ground", WITHHELD)
def test_a_partial_release_goes_first_to_reconsideration_for_the_withheld_part_only(ground: str) -> None:
    remedy = remedy_for("partially_granted", TODAY, ground)
    assert remedy.regime.code == "reconsideration_first"
    assert remedy.matter == "本答复中不予公开的部分"
    assert remedy.rest is not None
    assert (remedy.rest.regime.code, remedy.rest.matter) == ("either", "本答复的其他部分")
    assert remedy_for("partially_granted", LAST_OLD_DAY, ground).rest is None


def test_a_partial_release_for_special_access_rules_is_open_both_ways() -> None:
    remedy = remedy_for("partially_granted", TODAY, "administrative_inquiry")
    assert (remedy.regime.code, remedy.matter, remedy.rest) == ("either", "本答复", None)


def test_a_partial_release_needs_its_ground() -> None:
    with pytest.raises(RemedyError) as error:
        remedy_for("partially_granted", TODAY)
    assert error.value.sentence == ("部分公开的救济途径取决于不予公开部分的理由；请写明该部分依据哪一项不予公开。")
    with pytest.raises(RemedyError, match=r"没有登记办理结果“refused\.boredom”的救济途径"):
        remedy_for("partially_granted", TODAY, "boredom")


def test_the_catch_all_row_needs_the_decision_behind_it() -> None:
    for code in ("other", "other.other"):
        assert remedy_for(code, TODAY, decision="withdrawn").regime.code == "none"
        assert remedy_for(code, TODAY, decision="not_information_request").regime.code == "either"
        with pytest.raises(RemedyError, match=f"“{code}”包含几种情形，救济途径不同；请写明是哪一种决定：.*withdrawn"):
            remedy_for(code, TODAY)


@pytest.mark.parametrize("decision", ["correction_lapsed", "fee_lapsed"])
def test_a_lapse_has_the_same_remedy_in_both_editions(decision: str) -> None:
    assert remedy_for("other", TODAY, decision=decision) == remedy_for(f"other.{decision}", TODAY)


def test_the_words_of_a_refusal_name_the_order_the_body_the_court_and_the_limits() -> None:
    remedy = remedy_for("refused.state_secret", TODAY)
    words = remedy.sentence(reviewer="泉港区人民政府", court="泉港区人民法院", periods=PERIODS)
    assert words == (
        "如不服本答复，应当自收到本答复之日起六十日内先向泉港区人民政府申请行政复议；"
        "对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内向泉港区人民法院提起行政诉讼。"
    )


def test_the_words_of_a_partial_release_tie_each_sentence_to_its_part() -> None:
    remedy = remedy_for("partially_granted", TODAY, "third_party_rights")
    words = remedy.sentence(reviewer="甲", court="乙", periods=PERIODS)
    assert words.count("如不服") == 2
    assert words.startswith("如不服本答复中不予公开的部分，应当自收到本答复之日起六十日内先向甲申请行政复议；")
    assert words.endswith(
        "如不服本答复的其他部分，可以自收到本答复之日起六十日内向甲申请行政复议，"
        "或者自收到本答复之日起六个月内向乙提起行政诉讼。"
    )


def test_a_missing_period_stops_the_paragraph() -> None:
    with pytest.raises(RemedyError, match="救济告知缺少期限“suit_direct”的用语"):
        remedy_for("granted", TODAY).sentence(reviewer="甲", court="乙", periods={"reconsideration_filing": "六十日"})


@pytest.mark.parametrize("day", [date(2018, 2, 8), LAST_OLD_DAY, FIRST_NEW_DAY, TODAY])
def test_silence_is_open_both_ways_and_the_suit_has_its_own_limit(day: date) -> None:
    remedy = remedy_for_act("no_reply_in_time", day)
    assert (remedy.regime.code, remedy.sue) == ("either", "suit_inaction")
    assert remedy.counted_from == "答复期限届满之日"


def test_silence_before_its_limit_was_fixed_is_unknown_law() -> None:
    with pytest.raises(UnknownLaw, match="2018-02-07 没有登记“逾期不予答复”的救济途径，不能告知。"):
        remedy_for_act("no_reply_in_time", date(2018, 2, 7))


def test_silence_rests_on_the_interpretation_once_it_is_in_force() -> None:
    assert remedy_for_act("no_reply_in_time", TODAY).cite.startswith("disclosure-interpretation-2025 art.2")


@pytest.mark.parametrize(
    "act", ["correction_notice", "extension_notice", "consultation_notice", "receipt", "fee_notice"]
)
def test_a_procedural_notice_carries_no_remedy_paragraph(act: str) -> None:
    remedy = remedy_for_act(act, TODAY)
    assert remedy.regime.code == "none"
    assert remedy.sentence(reviewer="甲", court="乙", periods={}) == ""
    assert remedy.note
    assert remedy.cite == "reconsideration-guidance-2021 art.3"


def test_a_fee_notice_before_there_were_fees_is_unknown_law() -> None:
    with pytest.raises(UnknownLaw, match="2020-12-31 没有登记“缴费期内对收费的异议”的救济途径"):
        remedy_for_act("fee_notice", date(2020, 12, 31))


def test_a_failure_to_publish_is_first_asked_for() -> None:
    remedy = remedy_for_act("not_disclosed_proactively", TODAY)
    assert remedy.regime.code == "none"
    assert "应当先向行政机关申请获取" in remedy.note


def test_an_unknown_act_is_told_which_acts_there_are() -> None:
    with pytest.raises(RemedyError, match=r"没有登记行为“sigh”的救济途径，可选：.*no_reply_in_time"):
        remedy_for_act("sigh", TODAY)
    assert "third_party_harmed" in acts()


@pytest.mark.parametrize(
    ("kind", "before", "since"),
    [
        ("department", "本级人民政府或者上一级主管部门", "本级人民政府"),
        ("local_government", "上一级人民政府", "上一级人民政府"),
        ("vertically_led", "上一级主管部门", "上一级主管部门"),
        ("justice_bureau", "本级人民政府或者上一级主管部门", "本级人民政府或者上一级司法行政部门"),
        ("sub_district_office", "设立该派出机关的人民政府", "设立该派出机关的人民政府"),
    ],
)
def test_who_reviews_changed_with_the_revised_law(kind: str, before: str, since: str) -> None:
    assert reviewer_for(kind, LAST_OLD_DAY).words == before
    assert reviewer_for(kind, FIRST_NEW_DAY).words == since
    assert kind in reviewer_kinds()


def test_the_remedies_of_a_day_list_each_rule_once() -> None:
    titles = [title for title, _ in remedies_on(TODAY)]
    assert len(titles) == len(set(titles)) == 13
    assert ("依据条例第十四条至第十六条不予公开", "reconsideration_first") in [
        (title, remedy.regime.code) for title, remedy in remedies_on(TODAY)
    ]
    assert "逾期未缴费，不再处理" not in [title for title, _ in remedies_on(date(2020, 1, 1))]


def test_an_unknown_kind_of_agency_has_no_reviewer() -> None:
    with pytest.raises(UnknownLaw, match="2026-11-21 没有登记“guild”类行政机关的复议机关"):
        reviewer_for("guild", TODAY)


def test_every_leaf_of_every_edition_has_a_remedy_today() -> None:
    for tree in taxonomies().values():
        for decision in tree.decisions.values():
            ground = decision.ground or "state_secret"
            assert remedy_for(decision.outcome, TODAY, ground, decision=decision.code).cite


def test_every_limit_is_a_registered_deadline_in_force_when_the_remedy_began() -> None:
    begins = {
        table["id"]: table["value"][0]["from"]
        for file in files("deadlines")
        for table in tables(tomllib.loads(file.read_text(encoding="utf-8")))
        if "id" in table and "value" in table
    }
    remedies = remedies_of(DATA)
    for rule in (*remedies.by_outcome.values(), *remedies.by_act.values()):
        for value in rule.history:
            for id in filter(None, (value.reconsider, value.sue)):
                assert begins[id] <= value.since, f"{rule.id}: {id}"


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "problem"),
    [
        ("rules", 'regime = "either"', 'regime = "neither"', "rule[1].value[1].regime", "没有这种救济路径"),
        ("rules", "from = 2019-05-15", "from = 2008-05-01", "rule[1].value[2].from", "按日期先后排列"),
        ("rules", '{ outcome = "granted" }', '{ outcome = "gifted" }', "rule.applies", "granted 没有救济途径"),
        (
            "rules",
            '{ outcome = "granted" }',
            '{ outcome = "granted" }, { outcome = "gifted" }',
            "rule.applies",
            "gifted 不是",
        ),
        (
            "rules",
            '{ outcome = "unable.not_held" }',
            '{ outcome = "granted" }',
            "rule[4].applies[1].outcome",
            "已由 granted 规定",
        ),
        ("rules", 'acts = ["fee_notice"]', 'acts = ["receipt"]', "rule[13].acts", "已由 procedural_act 规定"),
        (
            "rules",
            'sue = "suit_direct"',
            'sue = "suit_direct", plea = "x"',
            "rule[1].value[1].limits.plea",
            "不认识的项",
        ),
        ("reviewers", 'code = "local_government"', 'code = "department"', "reviewer[2].code", "已在别处登记"),
        ("reviewers", "from = 2024-01-01", "from = 2008-05-01", "reviewer[1].value[2].from", "按日期先后排列"),
        ("reviewers", "art.12", "art.98", "reviewer[1].value[1].cite", "没有登记该条款"),
    ],
)
def test_a_broken_rule_is_refused_with_file_and_key(
    tmp_path: Path, file: str, old: str, new: str, key: str, problem: str
) -> None:
    root = copy_with(tmp_path, f"remedies/{file}.toml", old, new)
    with pytest.raises(LawDataError) as error:
        remedies_of(root)
    assert error.value.key == key
    assert problem in error.value.problem


def test_a_regime_that_is_told_needs_its_limits(tmp_path: Path) -> None:
    line = 'limits = { reconsider = "reconsideration_filing", sue = "suit_direct" }\n'
    root = copy_with(tmp_path, "remedies/rules.toml", line, "")
    with pytest.raises(LawDataError, match="告知救济途径的须写期限，不告知的不写"):
        remedies_of(root)


def test_rules_without_a_word_on_partial_release_are_refused(tmp_path: Path) -> None:
    root = copy_with(tmp_path, "remedies/rules.toml", "[severed]", "[severed]")
    file = root / "remedies/rules.toml"
    file.write_text(file.read_text(encoding="utf-8").split("[severed]")[0], encoding="utf-8")
    with pytest.raises(LawDataError, match="severed：缺少部分公开的规定"):
        remedies_of(root)
