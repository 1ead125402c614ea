"""The pages on which a unit writes its own texts of documents and sets what they print."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.kit import clock
from gongkai.requests.models import PaperSettings, PaperTemplate
from gongkai.requests.tests.making import NOW, RECEIVED, by
from gongkai.requests.tests.papering import papers_of
from gongkai.units.models import Agency

SignedIn = Callable[..., Client]
LIST, SETTINGS = "desk:paper-templates", "desk:paper-settings"


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: RECEIVED)


def test_a_text_is_tried_saved_and_put_back(signed_in: SignedIn, unit: Agency) -> None:
    office = signed_in("disclosure_office")
    page = office.get(reverse(LIST))
    assert "文书还缺下列内容" in page.text and "管辖法院" in page.text and "政府信息公开申请补正告知书" in page.text
    address = reverse("desk:paper-template", args=("correction_notice",))
    page = office.get(address)
    assert "【需要补正的事项】" in page.text and "必须保留的填空" in page.text and "《条例》第三十条" in page.text
    text = page.context["text"].replace("一次补正", "于一次之内补正")
    tried = office.post(address, {"text": text, "seen": "0", "look": "1"})
    assert tried.status_code == 200 and "还没有保存" in tried.text and "请您对下列事项于一次之内补正" in tried.text
    assert not PaperTemplate.objects.exists()
    lacking = office.post(address, {"text": "请补正。", "seen": "0", "save": "1"})
    assert lacking.status_code == 422 and "没有保存" in lacking.text and "缺少要件" in lacking.text
    assert "请补正。</textarea>" in lacking.text
    assert office.post(address, {"text": text, "seen": "0", "save": "1"}).headers["Location"] == address
    page = office.get(address)
    assert "现用本单位第 1 版" in page.text and "取这一版来改" in page.text
    assert office.post(address, {"text": text, "seen": "0", "save": "1"}).status_code == 409
    assert office.post(address, {"text": text, "seen": "1", "standard": "1"}).status_code == 302
    assert "现用标准文本" in office.get(address).text
    assert "于一次之内补正" in office.get(address, {"version": "1"}).text
    sample = office.get(reverse("desk:paper-template-sample", args=("registration",)))
    assert sample.headers["Content-Type"] == "application/pdf" and sample.content.startswith(b"%PDF")
    assert office.get(reverse("desk:paper-template", args=("registration",))).status_code == 422


def test_settings_are_kept_and_a_bad_prefix_is_told_above_the_form(signed_in: SignedIn, unit: Agency) -> None:
    office, address = signed_in("disclosure_office"), reverse(SETTINGS)
    said = {
        "edition": "0",
        "layout": "letter",
        "court": "泉州市泉港区人民法院",
        "number_prefix": "涂政",
        "word-reply": "信公",
    }
    assert office.get(address).status_code == 200
    bad = office.post(address, said | {"number_prefix": "〔1〕"})
    assert bad.status_code == 422 and "不能用作编号的代字" in bad.text and "泉州市泉港区人民法院" in bad.text
    assert office.post(address, said).headers["Location"] == reverse(LIST)
    row = PaperSettings.objects.get(agency=unit)
    assert (row.court, row.prefix, row.words) == ("泉州市泉港区人民法院", "涂政", {"reply": "信公"})
    page = office.get(reverse(LIST))
    assert "涂政信公〔" in page.text and "管辖法院" not in page.text
    assert office.post(address, said).status_code == 409


def test_the_pages_ask_few_questions(
    signed_in: SignedIn, unit: Agency, django_assert_max_num_queries: Callable[..., object]
) -> None:
    papers_of(unit)
    office = signed_in("disclosure_office")
    own = "请补正：\n{points}"
    PaperTemplate.objects.create(
        agency=unit, kind="correction_notice", version=1, body=own, made_by_id=_office(unit), made_at=NOW
    )
    office.get(reverse(LIST))
    for name, args in ((LIST, ()), (SETTINGS, ()), ("desk:paper-template", ("correction_notice",))):
        with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
            page = office.get(reverse(name, args=args))
        assert page.status_code == 200
    assert "照此不能保存" in page.text and "缺少要件" in office.get(reverse(LIST)).text


def _office(unit: Agency) -> int:
    assert by(unit).known
    return int(PaperSettings.objects.get(agency=unit).changed_by_id)
