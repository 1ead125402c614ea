"""What papers say: every decision and every notice, before and after each change of law; what is lacking is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.columns.models import Page
from gongkai.kit.private import seal
from gongkai.law.errors import UnknownLaw
from gongkai.law.outcomes import taxonomy
from gongkai.law.paper_forms import paper_form, paper_forms
from gongkai.law.reply_sentences import sentence_for
from gongkai.law.wording import basis
from gongkai.records.tests.making import a_unit, people
from gongkai.requests.composing import Composed, compose, compose_matter, content_hash
from gongkai.requests.models import Matter, Paper, PaperSettings, Request, RequestItem, SubCase
from gongkai.requests.paper_settings import Missing, number_words, reviewer_of, settings_of
from gongkai.requests.printing import text_of
from gongkai.requests.tests.lettering import opened
from gongkai.requests.tests.making import RECEIVED, a_request, at
from gongkai.requests.tests.papering import COURT, REVIEWER, papers_of
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db
BEFORE_2019, AFTER_2019 = date(2018, 6, 1), date(2019, 6, 3)
DAYS = (BEFORE_2019, AFTER_2019, date(2020, 12, 30), date(2021, 1, 4), date(2023, 12, 29), date(2024, 1, 2), RECEIVED)
FIRST, EITHER = (
    "先向泉州市泉港区人民政府申请行政复议",
    "或者自收到本答复之日起六个月内向泉州市泉港区人民法院提起行政诉讼",
)


@pytest.fixture
def request_row() -> Request:
    row = a_request()
    papers_of(row.agency)
    return row


def on_day(row: Request, day: date) -> Request:
    """The same request as if it had come that day."""
    row.law_day = row.received_on = day
    row.days = {"handed_in": day.isoformat()}
    return row


def reply(row: Request, on: date, **fields: Any) -> Composed:
    return compose(paper_of(row, "reply", {"electronic": "no"} | fields), on=on)


def paper_of(row: Request, kind: str, fields: dict[str, Any] | None = None, **more: Any) -> Paper:
    blanks = paper_form(kind, row.law_day).blanks
    said = {one.code: one.sample for one in blanks if one.required} if fields is None else fields
    return Paper(request=row, agency=row.agency, kind=kind, fields=said, made_by=people(row.agency)["clerk"], **more)


def decide(row: Request, decision: str, ground: str = "", severed: bool = False, position: int = 1) -> None:
    said = sentence_for(decision, row.law_day, ground=ground, severed=severed)
    facts = {one.code: one.sample for one in said.blanks}
    RequestItem.objects.filter(request=row, position=position).update(
        decision=decision, ground=ground, severed=severed, reason="经审查的理由", facts=facts
    )


def body(found: Composed) -> str:
    return "\n".join(text_of(found.content))


def test_every_decision_on_every_day_has_its_article_reason_and_remedy(request_row: Request) -> None:
    looked = 0
    for day in DAYS:
        row = on_day(request_row, day)
        for one in taxonomy("2021").decisions.values():
            ground = one.ground or ("third_party_rights" if one.severed else "")
            try:
                decide(row, one.code, ground, one.severed)
            except UnknownLaw:
                assert day < AFTER_2019 or (one.code == "fee_lapsed" and day.year < 2021)
                continue
            # Replies of requests from before the statutory table are made after it came.
            found, on = reply(row, max(day, date(2019, 5, 20))), max(day, date(2019, 5, 20))
            text = body(found)
            assert not found.problems, (day, one.code, found.problems)
            said = sentence_for(one.code, day, ground=ground, severed=one.severed)
            assert basis(said.cites) in text and "{" not in text and "【" not in text
            assert ("经审查的理由。" in text) == said.needs_reason
            withheld = one.code == "refuse" or one.severed
            assert (FIRST in text) == (withheld and on >= date(2024, 1, 1)), (day, one.code)
            assert (EITHER in text) == (one.code != "withdrawn" and not (FIRST in text and not one.severed))
            assert text.count("行政复议") == 0 if one.code == "withdrawn" else COURT in text and REVIEWER in text
            looked += 1
    assert looked > 120


def test_the_parts_of_a_reply_are_told_apart_in_the_remedy(request_row: Request) -> None:
    row = request_row
    RequestItem.objects.create(request=row, position=2, text="养护合同的单价")
    RequestItem.objects.create(request=row, position=3, text="养护人员名单")
    decide(row, "release")
    decide(row, "release", "third_party_rights", True, position=2)
    decide(row, "refuse", "internal_affairs", position=3)
    text = body(reply(row, RECEIVED))
    assert "如不服本答复第二项中不予公开的部分、第三项，应当自收到本答复之日起六十日内先向" in text
    assert "如不服本答复的其他部分，可以自收到本答复之日起六十日内" in text
    assert "一、关于“涂岭镇2025年度农村公路养护资金使用情况”。" in text and "三、关于“养护人员名单”。" in text
    assert "申请内容为：（一）“涂岭镇" in text
    decide(row, "does_not_exist", position=3)
    decide(row, "does_not_exist", position=2)
    assert "如不服本答复，可以" in body(reply(row, RECEIVED))


def test_one_matter_partly_withheld_has_each_remedy_once(request_row: Request) -> None:
    decide(request_row, "release", "third_party_rights", True)
    text = body(reply(request_row, RECEIVED))
    assert text.count("如不服本答复中不予公开的部分，应当") == 1
    assert text.count("如不服本答复的其他部分，可以") == 1


def test_the_third_party_is_told_what_was_found(request_row: Request) -> None:
    subcase = opened(request_row, on=RECEIVED)
    subcase.sent_on, subcase.state, subcase.answer = RECEIVED, SubCase.State.ANSWERED, "object"
    paper = paper_of(request_row, "third_party_release_notice")
    paper.subcase = subcase
    for reasonable, interest, said in (
        (False, False, "贵方不同意公开下列内容的理由不合理"), (True, True, "不公开下列内容可能对公共利益造成重大影响"),
    ):  # fmt: skip
        subcase.reasonable, subcase.public_interest = reasonable, interest
        assert f"经审查，本机关认为{said}，依据" in body(compose(paper, on=RECEIVED))
    subcase.reasonable, subcase.public_interest = True, False
    assert compose(paper, on=RECEIVED).problems


def test_every_notice_is_composed_whole_or_says_what_is_lacking(request_row: Request) -> None:
    row, seen = request_row, set()
    subcase = opened(row, on=RECEIVED)
    subcase.sent_on, subcase.state, subcase.answer = RECEIVED, SubCase.State.ANSWERED, "object"
    subcase.reasonable, subcase.public_interest = False, False
    row.quotes.create(
        tariff="by_item", lines=[{"words": "第11至12件：2件×100元=200元"}], yuan=200, cite="fee-measures-2020 art.4",
        made_by=people(row.agency)["clerk"], made_at=at(RECEIVED),
    )  # fmt: skip
    decide(row, "release")
    for form in paper_forms(RECEIVED):
        if form.to == "complainant" or form.code == "mending_letter":
            continue
        paper = paper_of(row, form.code)
        paper.subcase = (
            subcase if form.to == "party" or form.code in ("consultation_notice", "third_party_answer") else None
        )
        found = compose(paper, on=RECEIVED)
        assert found.problems == (), (form.code, found.problems)
        text = body(found)
        assert "{" not in text and "【" not in text and "None" not in text
        if form.remedy == "third_party_harmed":
            assert "自知道该行为之日起六个月内" in text
        elif form.code != "reply":
            assert "行政复议" not in text.replace("依法申请行政复议或者提起行政诉讼", ""), form.code
        for element in form.elements:
            for blank in form.blanks:
                if blank.code not in element.blanks or not blank.required:
                    continue
                lacking = compose(_without(paper, blank.code), on=RECEIVED).problems
                assert any(blank.label in said for said in lacking), (form.code, blank.code)
        seen.add(form.code)
    assert len(seen) == 17


def _without(paper: Paper, code: str) -> Paper:
    fields = {name: value for name, value in paper.fields.items() if name != code}
    return Paper(
        request=paper.request, agency=paper.agency, kind=paper.kind, fields=fields, subcase=paper.subcase,
        made_by=paper.made_by,
    )  # fmt: skip


def test_dates_that_bind_come_from_the_clock(request_row: Request) -> None:
    said = {"reason": "需要检索的档案较多"}
    longest = body(compose(paper_of(request_row, "extension_notice", said), on=date(2026, 3, 20)))
    assert "不能在2026年3月30日前作出答复" in longest and "延长至2026年4月28日（含当日）" in longest
    shorter = body(compose(paper_of(request_row, "extension_notice", said | {"length": "5"}), on=date(2026, 3, 20)))
    assert "延长至2026年4月7日（含当日）" in shorter
    too_long = compose(paper_of(request_row, "extension_notice", said | {"length": "21"}), on=date(2026, 3, 20))
    assert any("最多 20 日" in sentence for sentence in too_long.problems)
    late = compose(paper_of(request_row, "extension_notice", said), on=date(2026, 4, 1))
    assert late.problems


def test_wrong_entries_are_named(request_row: Request) -> None:
    said = {"defect": "unclear", "points": "一、年度", "length": "soon"}
    problems = compose(paper_of(request_row, "correction_notice", said), on=RECEIVED).problems
    assert any("“期限（工作日）”应为正整数，现为“soon”" in one for one in problems)
    problems = compose(paper_of(request_row, "correction_notice", said | {"defect": "ugly"}), on=RECEIVED).problems
    assert any("不在可选的各项之内" in one for one in problems)
    problems = compose(paper_of(request_row, "delay_notice", {"reason": "多", "until": "下月"}), on=RECEIVED).problems
    assert any("应为年月日" in one for one in problems)
    undecided = reply(request_row, RECEIVED)
    assert "第1项还没有处理决定" in undecided.problems[0] and "【答复内容】" in body(undecided)
    decide(request_row, "refuse", "state_secret")
    request_row.items.update(reason=" ")
    assert any("第1项没有写明理由" in one for one in reply(request_row, RECEIVED).problems)


def test_the_hash_binds_what_is_said_and_nothing_else(request_row: Request) -> None:
    decide(request_row, "release")
    first, again = reply(request_row, RECEIVED), reply(request_row, date(2026, 3, 9))
    assert first.hash == again.hash == content_hash(first.content | {"number": "涂政公复〔2026〕1号"})
    assert reply(request_row, RECEIVED, findings="检索了档案室。").hash != first.hash
    request_row.items.update(facts={"document": "另一份文件", "how": "当面"})
    assert reply(request_row, RECEIVED).hash != first.hash
    PaperSettings.objects.update(court="泉州市中级人民法院")
    assert "泉州市中级人民法院" in body(reply(request_row, RECEIVED))


def test_words_of_the_applicant_stay_words(request_row: Request) -> None:
    decide(request_row, "release")
    request_row.items.update(text="{remedy}【救济途径】#eval(1)")
    text = body(reply(request_row, RECEIVED))
    assert "申请内容为：“{remedy}【救济途径】#eval(1)”" in text and not reply(request_row, RECEIVED).problems


def test_what_nobody_recorded_is_said_and_not_invented() -> None:
    row = a_request(a_unit("qianhuang"))
    decide(row, "refuse", "internal_affairs")
    assert "没有登记qianhuang镇人民政府的复议机关（上一级人民政府）的名称" in "".join(reply(row, RECEIVED).problems)
    district = a_unit("quangang", name="泉州市泉港区人民政府", short="泉港区", level=Agency.Level.COUNTY)
    AgencyLink.objects.create(upper=district, lower=row.agency, kind=AgencyLink.Kind.ADMINISTERS)
    settings = settings_of(row.agency)
    assert reviewer_of(row.agency, settings, RECEIVED) == "泉州市泉港区人民政府"
    bureau = a_unit("jiaoyu", name="泉州市泉港区教育局", short="区教育局", level=Agency.Level.DEPARTMENT)
    AgencyLink.objects.create(upper=district, lower=bureau, kind=AgencyLink.Kind.ADMINISTERS)
    assert reviewer_of(bureau, settings_of(bureau), RECEIVED) == "泉州市泉港区人民政府"
    with pytest.raises(Missing, match="本级人民政府或者上一级主管部门"):
        reviewer_of(bureau, settings_of(bureau), date(2023, 12, 29))
    said = "".join(reply(row, RECEIVED).problems)
    assert "管辖法院" in said and "复议机关" not in said
    notice = compose(paper_of(row, "correction_notice"), on=RECEIVED)
    assert any("没有登记qianhuang镇人民政府政府信息公开工作机构的地址和电话" in one for one in notice.problems)
    assert not Page.objects.exists()
    assert number_words(row.agency, "reply", 2026, 3) == "qianhuang镇公复〔2026〕3号"


def test_a_reply_served_by_network_tells_the_way_by_network(request_row: Request) -> None:
    decide(request_row, "release")
    assert "可以通过以下网上途径申请行政复议：福建省行政复议服务平台。" in body(reply(request_row, RECEIVED))
    PaperSettings.objects.update(online_remedy="")
    assert not reply(request_row, RECEIVED).problems
    assert "网上申请行政复议的途径" in "".join(reply(request_row, RECEIVED, electronic="yes").problems)
    assert not reply(request_row, date(2023, 12, 29), electronic="yes").problems


def test_a_reply_tells_what_happened_before_it(request_row: Request) -> None:
    row, clerk = request_row, people(request_row.agency)["clerk"]
    decide(row, "release")
    assert "经审查，现答复如下" in body(reply(row, RECEIVED)) and "发出" not in body(reply(row, RECEIVED))
    for kind, on in (("extension_notice", date(2026, 3, 12)), ("third_party_consultation", date(2026, 3, 4))):
        Paper.objects.create(
            request=row, agency=row.agency, kind=kind, state="issued", issued_on=on, made_by=clerk, made_at=at(on),
            pdf="x", word="x", signed_hash="x", content_hash="x",
        )  # fmt: skip
    clock = row.clocks.get(rule="reply")
    for kind, what in (("await", "payment"), ("reset", "payment")):
        clock.entries.create(kind=kind, what=what, on=date(2026, 3, 18), act="record_payment", at=at(RECEIVED))
    text = body(reply(row, date(2026, 3, 20)))
    third = text.index("本机关于2026年3月4日书面征求第三方意见，所需时间不计算在答复期限内。")
    longer = text.index("经本机关政府信息公开工作机构负责人同意，本机关于2026年3月12日告知您延长答复期限。")
    paid = text.index("您于2026年3月18日缴纳信息处理费，答复期限自次日起重新计算。")
    assert third < longer < paid < text.index("经审查，现答复如下")


def test_requests_of_the_same_person_are_counted_since_the_chosen_day(request_row: Request) -> None:
    for _ in range(2):
        a_request(request_row.agency)
    a_request(a_unit("hougang"))
    fields = {"since": "2026-01-05", "length": "10"}
    text = body(compose(paper_of(request_row, "reason_request", fields), on=RECEIVED))
    assert "经统计，您自2026年1月5日至2026年3月2日，向本机关提出政府信息公开申请3件。" in text


def test_an_organisation_is_addressed_as_one(request_row: Request) -> None:
    decide(request_row, "release")
    request_row.applicant_kind = "commercial_enterprise"
    text = body(reply(request_row, RECEIVED))
    assert "贵单位申请公开的" in text and "您" not in text


def test_the_answers_to_complaints_and_corrections_are_composed_too(request_row: Request) -> None:
    papers_of(request_row.agency)
    for kind, fields in (
        ("complaint", {"finding": "被反映单位没有按期答复。", "result": "已责令改正。"}),
        ("record_correction", {"finding": "记载有误。", "outcome": "corrected"}),
    ):
        matter = Matter(
            kind=kind, agency=request_row.agency, against=request_row.agency, receipt_number="20260302-AAAAAAAA",
            channel="online", sealed=seal({"name": "王小川"}), text="逾期没有答复", received_on=RECEIVED,
            made_at=at(RECEIVED),
        )  # fmt: skip
        found = compose_matter(matter, f"{kind}_reply", fields, on=RECEIVED)
        text = body(found)
        assert not found.problems and text.startswith("王小川：") and "“逾期没有答复”。" in text
        assert ("六十日" in text) == (kind == "record_correction")
        assert compose_matter(matter, f"{kind}_reply", {}, on=RECEIVED).problems
