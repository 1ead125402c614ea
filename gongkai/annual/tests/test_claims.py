from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.annual.claim_lists import Listed, lists
from gongkai.annual.claims import Mention, chunks, find, mentions
from gongkai.annual.documents import Place
from gongkai.annual.report import SectionText
from gongkai.annual.sections import choose_form, split
from gongkai.annual.tests.making import sample
from gongkai.law.claim_rules import claim_rules
from gongkai.law.formats import formats

NEW = ("t3.new_received.total",)


def stated(text: str, form: str = "2021", *, agency: str = "甲区", section: str = "overview") -> list[Mention]:
    body = text if text.startswith("（") else f"（二）依申请公开情况\n{text}"
    written = SectionText(section, "一、总体情况", body, Place(line=7))
    return list(mentions([written], formats()[form], year=2024, agency=agency))


def counts(text: str, form: str = "2021", **more: str) -> dict[str, int]:
    """What is held against the tables, by rule."""
    return {
        mention.rule: int(mention.claim.value)
        for mention in stated(text, form, **more)
        if mention.claim.kind == "count" and mention.alternatives
    }


@pytest.mark.parametrize(
    "text",
    [
        "全区共收到政府信息公开申请56件。",
        "2024年，我区收到56件政府信息公开申请。",
        "本年度接收通过邮寄、网络提交的各类政府信息公开申请共计56件。",
        "受理依申请56件，无逾期。",
        "新收政府信息公开申请 56 件。",
    ],
)
def test_the_requests_received_are_found_however_they_are_put(text: str) -> None:
    assert counts(text) == {"received": 56}
    assert find([SectionText("requests", "三", text, Place())], formats()["2021"], year=2024)[0].cells == NEW


def test_outcomes_shares_and_changes_of_one_paragraph_are_found() -> None:
    found = stated(
        "2024年，全区共收到政府信息公开申请56件，申请数量较2023年上升33.3%；答复政府信息公开申请55件，结转下一年度办理1件。"
        "其中，予以公开及部分公开32件，占57.1%；不予公开2件；无法提供7件；不予处理0件；其他处理14件（其中申请人撤回申请6件），占25%。"
    )
    shown = [(mention.rule, mention.claim.kind, str(mention.claim.value)) for mention in found]
    assert shown == [
        ("received", "count", "56"),
        ("received", "change", "33.3"),
        ("replied", "count", "55"),
        ("carried_out", "count", "1"),
        ("granted_or_partial", "count", "32"),
        ("granted_or_partial", "share", "57.1"),
        ("refused", "count", "2"),
        ("unable", "count", "7"),
        ("not_processed", "count", "0"),
        ("other", "count", "14"),
        ("other", "share", "25"),
        ("withdrawn", "count", "6"),
    ]
    assert found[4].alternatives == (("t3.granted.total", "t3.partially_granted.total"),)
    assert found[-1].claim.cells == ()
    assert found[1].figure == 56


def test_results_belong_to_the_kind_of_case_named_before_them() -> None:
    assert counts("行政复议案件12件，结果纠正5件；行政诉讼案件7件，结果纠正1件，尚未审结1件。") == {
        "reconsideration": 12,
        "reconsideration_corrected": 5,
        "litigation": 7,
        "litigation_corrected": 1,
        "litigation_pending": 1,
    }


def test_litigation_is_the_sum_of_both_blocks() -> None:
    (claim,) = find([SectionText("disputes", "四", "行政诉讼案件7件。", Place())], formats()["2021"])
    assert claim.cells == ("t4.litigation_direct.total", "t4.litigation_after_reconsideration.total")


@pytest.mark.parametrize(
    "text",
    [
        "区财政局受理申请14件。",
        "其中区政府办收到政府信息公开申请14件。",
        "各镇、街道收到政府信息公开申请14件。",
        "2023年，全区收到政府信息公开申请14件。",
        "上半年收到政府信息公开申请14件。",
        "自2008年以来累计收到政府信息公开申请14件。",
        "收到区长信箱信件14件，其中申请14件。",
        "截至6月底收到12345咨询投诉件申请14件。",
        "计划收到申请公开14件。",
    ],
)
def test_figures_of_somebody_else_another_time_or_another_matter_are_held_against_nothing(text: str) -> None:
    assert counts(text) == {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("收到网上申请5件，信函申请3件。", {}),
        ("通过网络收到申请5件。", {}),
        ("共收到政府信息公开申请8件，其中受理征地类申请5件。", {"received": 8}),
        ("收到政府信息公开申请8件，按时答复5件，延期答复3件。", {"received": 8}),
        ("收到政府信息公开申请8件（含上年结转2件）。", {"received": 8, "carried_in": 2}),
        ("政府信息公开行政复议、行政诉讼案件共5件。", {}),
        ("被申请行政复议3件、提起行政诉讼2件。", {"reconsideration": 3, "litigation": 2}),
        ("未收到重复申请，未收到其他申请。", {}),
        ("申请人无正当理由逾期不补正0件。", {}),
        ("作了答复：同意公开2件。", {"granted": 2}),
    ],
)
def test_a_part_is_never_taken_for_the_whole(text: str, wanted: dict[str, int]) -> None:
    assert counts(text) == wanted


def test_law_suits_of_another_kind_are_not_counted() -> None:
    assert counts("（一）法治建设情况\n全年办理行政诉讼案件30件。") == {}


def test_a_part_of_the_government_keeps_its_figures_to_the_end_of_the_clause() -> None:
    found = stated("受理依申请49件，按期答复49件；区政府办受理14件，按期答复14件，无逾期。")
    assert [(mention.rule, int(mention.claim.value), mention.whose) for mention in found] == [
        ("received", 49, "whole"),
        ("replied", 49, "whole"),
        ("received", 14, "other"),
        ("replied", 14, "other"),
    ]


def test_an_office_speaks_for_the_government_it_serves_and_for_itself() -> None:
    found = stated("区政府收到依申请公开4件。区政府办未收到依申请公开件，也没有申请。", agency="甲区人民政府办公室")
    assert [(mention.rule, mention.whose) for mention in found] == [("received", "whole"), ("no_requests", "own")]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("2024年未收到政府信息公开申请。", ["no_requests"]),
        (
            "全年没有收到有关政府信息公开的申请，未收到有关政府信息公开行政复议申请。",
            ["no_requests", "no_reconsideration"],
        ),
        ("未收到有关政府信息公开行政复议、提起行政诉讼的申请。", ["no_reconsideration", "no_litigation"]),
        ("未发生行政复议被纠错的情况。", []),
        ("未发生因政府信息公开引发的重大负面舆情。", []),
    ],
)
def test_nought_in_words_is_a_figure_and_no_mistake_is_not(text: str, rules: list[str]) -> None:
    assert [mention.rule for mention in stated(text) if mention.alternatives] == rules


def test_fees_are_claims_without_cells() -> None:
    none = stated("2024年度，我区未收取政府信息公开信息处理费。", section="other")
    some = stated("2024年度收取信息处理费120元。", section="other")
    assert [(mention.claim.kind, mention.claim.value) for mention in none] == [("fee", Decimal(0))]
    assert [(mention.claim.kind, mention.claim.value) for mention in some] == [("fee", Decimal(120))]


def test_normative_documents_are_held_against_table_two_by_edition() -> None:
    text = "（一）主动公开情况\n全年制发行政规范性文件4件，废止行政规范性文件33件，现行有效行政规范性文件136件。"
    assert counts(text) == {"normative_issued": 4, "normative_abolished": 33, "normative_in_force": 136}
    assert counts(text, "2019") == {"normative_issued": 4}


def test_problems_and_plans_are_not_read_for_figures() -> None:
    assert stated("收到政府信息公开申请56件。", section="problems") == []


def test_figures_with_thousands_and_blanks_are_one_figure() -> None:
    assert counts("共收到政府信息公开申请 1,202 件。") == {"received": 1202}


def test_the_annual_annex_may_mean_this_year_or_all_years() -> None:
    (mention,) = stated("（一）主动公开政府信息的数量\n主动公开政府信息324条。", "pre2019-fujian")
    assert mention.alternatives == (("annex.proactive_docs.year",), ("annex.proactive_docs.cumulative",))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("quangang_2025", {"received": 56, "replied": 55, "carried_out": 1, "reconsideration": 12, "litigation": 7}),
        ("quangang_2019", {"received": 49, "replied": 49, "granted": 19, "partial": 2}),
        ("licheng_office_2020", {"received": 4, "carried_out": 1, "granted": 2, "not_held": 1}),
        ("digital_quanzhou_2019", {"no_requests": 0, "no_reconsideration": 0}),
    ],
)
def test_the_samples_state_what_their_tables_hold(name: str, wanted: dict[str, int]) -> None:
    made = sample(name)
    form = choose_form(made.text, None)
    assert form is not None
    agency = "泉州市鲤城区人民政府办公室" if name.startswith("licheng") else ""
    found = mentions(split(made, (form,))[1], form, agency=agency)
    held = {one.rule: int(one.claim.value) for one in found if one.alternatives and one.claim.kind == "count"}
    assert wanted.items() <= held.items()


def listed(text: str) -> list[Listed]:
    sections = [SectionText("proactive", "二", f"（一）主动公开政府信息的数量\n{text}", Place())]
    return list(lists(chunks(sections), mentions(sections, formats()["pre2019-fujian"]), claim_rules()))


def test_a_list_that_ends_with_the_rest_must_add_up() -> None:
    (good,) = listed("主动公开政府信息82条，其中，机构类信息20条，政策类信息13条，其他类信息49条。")
    (bad,) = listed("主动公开政府信息82条，其中，机构类信息20条，政策类信息13条，其他类信息48条。")
    assert (good.holds, good.total) == (True, 82)
    assert (bad.holds, bad.total, bad.totals) == (False, 81, (Decimal(82),))


def test_a_list_without_the_rest_or_without_a_total_is_left_alone() -> None:
    assert listed("主动公开政府信息82条，其中，机构类信息20条，政策类信息13条。") == []
    assert all(one.holds for one in listed("主要有：机构类信息20条，政策类信息13条，其他类信息49条。"))


def test_a_total_in_the_sentence_before_counts() -> None:
    (found,) = listed("主动公开政府信息82条。主要类别有：机构类信息20条，政策类信息13条，其他类信息49条。")
    assert found.holds


def test_text_before_the_first_part_is_read_too() -> None:
    written = SectionText("overview", "一、总体情况", "全区收到政府信息公开申请5件。（一）主动公开情况\n好。", Place())
    assert [claim.value for claim in find([written], formats()["2021"])] == [Decimal(5)]
