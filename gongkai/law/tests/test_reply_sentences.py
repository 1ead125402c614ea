"""Each decision has its sentence with the article of its time; what the law of a day did not know has none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.instruments import cited
from gongkai.law.outcomes import taxonomy
from gongkai.law.reply_sentences import ground_for, sentence_for, sentences_on
from gongkai.law.reviewer_kinds import reviewer_kind
from gongkai.law.tests.broken import copy_with
from gongkai.law.wording import basis, blanks_in, extension_of, period_of

TODAY, OLD = date(2026, 3, 2), date(2018, 6, 1)
FOLDERS = ("instruments", "outcomes", "remedies", "documents", "deadlines", "params")


def test_each_decision_of_the_statutory_table_has_its_sentence_and_articles() -> None:
    for row in taxonomy("2021").decisions.values():
        ground = row.ground or ("internal_affairs" if row.severed else "")
        said = sentence_for(row.code, TODAY, ground=ground, severed=row.severed)
        assert "{basis}" in said.text and "{you}" in said.text
        assert all(cited(cite).instrument.in_force(TODAY) for cite in said.cites)
        # What the table of outcomes cites for the decision is among the articles of its sentence, where it has one.
        wanted = {cite for cite in row.cites if cite.startswith(("ogi-2019", "fee-"))}
        assert {cite.split(" para")[0] for cite in wanted} <= {cite.split(" para")[0] for cite in said.cites}, row.code


def test_refusals_and_redirections_give_reasons() -> None:
    for row in sentences_on(TODAY):
        refused = row.decision in ("refuse", "not_responsible", "does_not_exist", "abusive") or row.severed
        assert row.needs_reason or not refused, row.decision
    assert {one.code for one in sentence_for("does_not_exist", TODAY).blanks} == {"document", "searched"}


def test_the_withheld_part_brings_its_own_articles() -> None:
    said = sentence_for("release", TODAY, ground="third_party_rights", severed=True)
    assert basis(said.cites).startswith("《中华人民共和国政府信息公开条例》第三十七条、第十五条、第三十二条")
    with pytest.raises(UnknownLaw, match="没有不予公开的理由"):
        sentence_for("release", TODAY, ground="", severed=True)


def test_under_the_regulation_of_2007_its_own_articles_are_named() -> None:
    assert sentence_for("refuse", OLD, ground="state_secret").cites == ("ogi-2007 art.14", "ogi-2007 art.21 item.2")
    assert all(cite.startswith("ogi-2007") for row in sentences_on(OLD) for cite in row.cites)
    for ground in ("internal_affairs", "process_information"):
        with pytest.raises(UnknownLaw, match="没有“refuse”这种决定"):
            sentence_for("refuse", OLD, ground=ground)
        with pytest.raises(UnknownLaw):
            ground_for(ground, OLD)
    with pytest.raises(UnknownLaw, match="没有登记处理决定“wish”"):
        sentence_for("wish", TODAY)


def test_words_of_periods_follow_the_parameters() -> None:
    assert period_of("period_fee_payment", TODAY) == "二十个工作日"
    assert period_of("period_reply", OLD) == "十五个工作日" and extension_of("reply", TODAY) == "二十个工作日"
    with pytest.raises(UnknownLaw, match="没有法定的天数"):
        period_of("period_reason_statement", TODAY)


@pytest.mark.parametrize(
    ("level", "name", "kind"),
    [
        ("department", "泉州市泉港区教育局", "department"), ("department", "泉州市泉港区司法局", "justice_bureau"),
        ("town", "泉州市泉港区人民政府山腰街道办事处", "sub_district_office"),
        ("town", "泉州市泉港区涂岭镇人民政府", "local_government"),
        ("province", "福建省人民政府", "provincial_government"),
        ("department", "国家税务总局泉州市泉港区税务局", "vertically_led"),
    ],
)  # fmt: skip
def test_who_answers_is_told_by_level_and_name(level: str, name: str, kind: str) -> None:
    assert reviewer_kind(level, name).kind == kind


def test_a_service_unit_must_say_who_reviews() -> None:
    with pytest.raises(UnknownLaw, match="请在文书设置中写明"):
        reviewer_kind("service", "泉港区某中心")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('decision = "petition"', 'decision = "song"', "不是登记的处理决定"),
        ("{channel}", "{choir}", "不认识的填空 choir"),
        ("可以向{channel}提出", "可以另行提出", "没有用到"),
    ],
)
def test_a_broken_sentence_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = copy_with(tmp_path, "documents/request_sentences.toml", old, new, FOLDERS)
    with pytest.raises(LawDataError, match=said):
        sentences_on(TODAY, root)
    assert blanks_in("{a}与{b}") == ("a", "b")
