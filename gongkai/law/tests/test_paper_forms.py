"""Every document there is, in every edition, with the elements the law asks for; broken rows are refused by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.instruments import cited
from gongkai.law.paper_forms import histories, name_of, paper_form, paper_forms
from gongkai.law.paper_numbers import paper_numbers
from gongkai.law.procedure import procedure_on
from gongkai.law.tests.broken import copy_with
from gongkai.law.wording import blanks_in

TODAY, OLD = date(2026, 3, 2), date(2018, 6, 1)
EVERY = {
    "request_form", "registration", "receipt", "correction_notice", "reason_request", "delay_notice",
    "extension_notice", "third_party_consultation", "third_party_answer", "consultation_notice",
    "third_party_release_notice", "co_agency_consultation", "assist_letter", "fee_notice", "transfer_notice", "reply",
    "review_slip", "record_correction_reply", "complaint_reply", "mending_letter",
}  # fmt: skip
MUST = {
    "receipt": {"channel", "number", "received", "due", "contact"},
    "correction_notice": {"points", "period", "consequence", "restart", "contact", "defect"},
    "reason_request": {"counts", "period", "consequence"},
    "extension_notice": {"reason", "until", "approval"},
    "third_party_consultation": {"asked", "question", "period", "silence"},
    "consultation_notice": {"not_counted"},
    "third_party_release_notice": {"content", "reason", "remedy"},
    "co_agency_consultation": {"period", "silence"},
    "fee_notice": {"basis", "standard", "calculation", "amount", "way", "period", "consequence"},
    "transfer_notice": {"reason", "agency", "contact", "outcome"},
    "reply": {"received", "asked", "course", "decisions", "remedy"},
}
FOLDERS = ("instruments", "outcomes", "remedies", "documents", "deadlines", "params")


def test_every_document_has_a_row_and_every_letter_a_series_and_a_basis() -> None:
    forms = {one.code: one for one in paper_forms(TODAY)}
    assert set(forms) == EVERY
    series = [one.series for one in forms.values() if one.shape == "letter"]
    assert all(series) and len(set(series)) == len(series) and set(series) == set(paper_numbers().series)
    for one in forms.values():
        asked = {element.code for element in one.elements}
        assert asked >= MUST.get(one.code, set()), one.code
        assert name_of(one) and "{" not in name_of(one)


def test_each_edition_rests_on_law_that_was_in_force() -> None:
    for history in histories().values():
        for form, later in zip(history, [*history[1:], None], strict=True):
            cites = [form.cite, *(one.cite for one in form.elements), *(one.cite for one in form.phrases)]
            for cite in cites:
                law = cited(cite).instrument
                assert law.in_force(form.since), (form.code, cite)
                assert later is not None or law.until is None, (form.code, cite)


def test_the_regulation_of_2007_knew_fewer_documents() -> None:
    old = {one.code for one in paper_forms(OLD)}
    gone = {"reason_request", "delay_notice", "co_agency_consultation", "assist_letter", "fee_notice"}
    assert EVERY - old == gone
    with pytest.raises(UnknownLaw, match="2021-01-01 起才有"):
        paper_form("fee_notice", date(2020, 12, 31))
    assert "视为放弃" not in "".join(one.text for one in paper_form("correction_notice", OLD).phrases)


def test_the_documents_of_the_procedure_are_these() -> None:
    wanted = {act.document for act in procedure_on(TODAY).acts.values() if act.document}
    assert wanted <= EVERY


def test_no_statutory_number_stands_in_a_text() -> None:
    figures = [f"{number}个工作日" for number in ("七", "十", "十五", "二十")] + ["六十日", "六个月"]
    for history in histories().values():
        for form in history:
            standing = [form.text, *(one.text for one in form.phrases)]
            assert not [text for text in standing for figure in figures if figure in text], form.code
            assert (
                "period_third_party_opinion" in "".join(standing)
                or form.code != "third_party_consultation"
                or (form.since < date(2019, 5, 15))
            )
            assert blanks_in(form.text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{points}", "", "填空 points 须在正文中出现一次"),
        ("{points}", "{points}{nobody}", "不认识的填空 nobody"),
        ('group = "reply"', 'group = "choir"', "只能是"),
        ('remedy = "receipt"', 'remedy = "prayer"', "没有登记行为 prayer"),
        ('cite = "ogi-2007 art.24"', 'cite = "ogi-2007 art.99"', "没有登记该条款"),
        ('code = "agency"\nlabel', 'code = "office"\nlabel', "写了两次"),
        ("rows = [", "columns = [", "body"),
    ],
)
def test_a_broken_row_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = copy_with(tmp_path, "documents/requests.toml", old, new, FOLDERS)
    with pytest.raises(LawDataError, match=said):
        paper_forms(TODAY, root)


def test_numbers_are_written_as_the_standard_says() -> None:
    numbers = paper_numbers()
    assert numbers.number("reply", "泉港教", 2026, 7) == "泉港教公复〔2026〕7号"
    assert numbers.number("reply", "泉港教", 2026, 7, word="信公") == "泉港教信公〔2026〕7号"
    with pytest.raises(UnknownLaw):
        numbers.number("poem", "泉港教", 2026, 7)
