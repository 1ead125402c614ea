from datetime import date

import pytest

from gongkai.annual.render.cover import Cover, colophon, cover_blocks
from gongkai.annual.render.paper import report_paper
from gongkai.annual.render.tests.made import report
from gongkai.law.errors import UnknownLaw
from gongkai.law.papers_layout import NEWEST
from gongkai.papers.blocks import Addressee, Body, Colophon, Head, NewPage, Remark, Signature, Title

NOTICE = Cover(
    "notice", "某区人民政府办公室", "某政办〔2026〕2号", date(2026, 1, 2), ("各镇人民政府", "区政府各部门"),
    approver="区政府", copies=("市政府办公室", "市档案馆"), printer="某区人民政府办公室", printed_on=date(2026, 1, 12),
)  # fmt: skip
LETTER = Cover(
    "letter", "某市数字办", "某函〔2020〕1号", date(2020, 1, 3), ("市政府办公室",), person="甲", phone="2298"
)


def test_a_notice_issues_the_report_in_the_standing_words():
    assert cover_blocks(NOTICE, "某区2025年度报告", on=NEWEST) == (
        Head("某区人民政府办公室文件", "某政办〔2026〕2号", "document"),
        Title("某区人民政府办公室关于印发某区2025年度报告的通知"),
        Addressee("各镇人民政府，区政府各部门："),
        Body("经区政府同意，现将《某区2025年度报告》印发给你们，并向社会公开发布。"),
        Signature("某区人民政府办公室", "2026年1月2日"),
        Remark("（此件主动公开）"),
    )


def test_a_letter_files_the_report_for_the_record():
    blocks = cover_blocks(LETTER, "某办2019年度报告", on=NEWEST)

    assert blocks[:2] == (
        Head("某市数字办", "某函〔2020〕1号", "letter"),
        Title("某市数字办关于报送《某办2019年度报告》的函"),
    )
    assert isinstance(blocks[3], Body)
    assert blocks[3].text.endswith("现将《某办2019年度报告》报送市政府办公室备案。")
    assert blocks[-2:] == (Remark("（联系人：甲，联系电话：2298）"), Remark("（此件主动公开）"))


def test_without_an_approver_nobody_is_said_to_have_agreed():
    blocks = cover_blocks(Cover("notice", "某办", "1号", date(2026, 1, 2), ()), "报告", on=NEWEST)

    assert Body("现将《报告》印发给你们，并向社会公开发布。") in blocks


def test_the_unit_may_word_its_own_cover():
    own = Cover("notice", "某办", "1号", date(2026, 1, 2), (), title="某办通知", body=("一。", "二。"), public=False)

    blocks = cover_blocks(own, "报告", on=NEWEST)

    assert blocks[1:] == (Title("某办通知"), Body("一。"), Body("二。"), Signature("某办", "2026年1月2日"))


def test_braces_in_a_name_are_never_filled_in():
    blocks = cover_blocks(Cover("notice", "{approver}{0}", "1号", date(2026, 1, 2), ()), "{issuer}", on=NEWEST)

    assert blocks[1] == Title("{approver}{0}关于印发{issuer}的通知")


def test_the_colophon_names_copies_printer_and_day():
    assert colophon(NOTICE, on=NEWEST) == (
        Colophon("抄送：市政府办公室，市档案馆。", "某区人民政府办公室", "2026年1月12日印发"),
    )
    assert colophon(LETTER, on=NEWEST) == ()


def test_cover_and_report_are_one_document_with_the_colophon_last():
    paper = report_paper(report("2021"), NOTICE, on=NEWEST)
    kinds = [type(block) for block in paper.blocks]

    assert kinds[0] is Head
    assert kinds[kinds.index(NewPage) + 1] is Title
    assert kinds[-1] is Colophon
    assert paper.author == "某区人民政府办公室"


def test_before_the_rules_on_documents_took_force_the_core_stops():
    with pytest.raises(UnknownLaw):
        cover_blocks(NOTICE, "报告", on=date(2012, 6, 30))
