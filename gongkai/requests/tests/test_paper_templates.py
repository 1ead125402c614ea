"""A unit's own text of a document: what it must keep, its versions, the way back; and what the unit's papers print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.checks import run_checks

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.law.paper_forms import paper_form
from gongkai.records.tests.making import a_unit
from gongkai.requests import paper_texts, previewing, reads_templates
from gongkai.requests.actions.drop_paper_template import drop_paper_template
from gongkai.requests.actions.set_paper_settings import PaperFacts, set_paper_settings
from gongkai.requests.actions.set_paper_template import set_paper_template
from gongkai.requests.composing import compose
from gongkai.requests.models import Paper, PaperSettings, PaperTemplate
from gongkai.requests.tests.making import NOW, RECEIVED, a_request, at, by
from gongkai.requests.tests.papering import decided, drafted, issued, papers_of
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
KIND = "correction_notice"


@pytest.fixture
def unit() -> Agency:
    made = a_unit()
    papers_of(made)
    return made


def refusal(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


def standard(unit: Agency, kind: str = KIND) -> str:
    return reads_templates.editing(by(unit), unit, kind, RECEIVED).text


def save(unit: Agency, text: str, seen: int | None = None, kind: str = KIND) -> PaperTemplate:
    return set_paper_template(unit, kind, text, seen=seen, actor=by(unit), now=NOW)


def test_the_text_is_edited_by_labels_and_read_back_the_same(unit: Agency) -> None:
    for kind in ("reply", KIND, "fee_notice", "third_party_consultation"):
        form = paper_form(kind, RECEIVED)
        text = paper_texts.shown(form, form.body)
        assert "{" not in text and "【" in text
        assert paper_texts.read(form, text) == (form.body, ())
        assert paper_texts.problems_of(form, form.body) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "【需要补正的事项】",
            "",
            "缺少要件“需要补正的全部事项”（依据《条例》第三十条）：请在正文中保留【需要补正的事项】。",
        ),
        ("【需要补正的事项】", "【需要补正的事项】\n【需要补正的事项】", "【需要补正的事项】写了 2 次"),
        ("【不补正的后果】", "逾期后果自负。", "缺少要件“不补正的后果”"),
        ("【需要补正的事项】", "【需要补正的事情】", "不认识的填空“【需要补正的事情】”"),
        ("联系方式", "{联系方式", "不成对的花括号"),
    ],
)
def test_what_the_law_asks_for_cannot_be_left_out(unit: Agency, old: str, new: str, said: str) -> None:
    caught = refusal(lambda: save(unit, standard(unit).replace(old, new)))
    assert caught.code == "template-lacks" and said in caught.sentence
    assert not PaperTemplate.objects.exists()
    empty = refusal(lambda: save(unit, " \n "))
    assert "正文是空的" in empty.sentence


def test_versions_replace_one_another_and_issued_papers_keep_theirs(unit: Agency) -> None:
    request = decided(a_request(unit))
    text = standard(unit, "reply")
    letter = issued(request, "reply")
    was = reads_templates.editing(by(unit), unit, "reply", RECEIVED).version
    first = save(unit, text.replace("经审查，现答复如下：", "经依法审查，本机关答复如下："), 0, "reply")
    second = save(unit, text.replace("经审查，现答复如下：", "现答复如下："), 1, "reply")
    assert (was, first.version, second.version) == (0, 1, 2)
    stale = refusal(lambda: save(unit, text.replace("现答复", "兹答复"), 1, "reply"))
    same = refusal(lambda: save(unit, text.replace("经审查，现答复如下：", "现答复如下："), 2, "reply"))
    assert (stale.code, same.code) == ("changed-meanwhile", "same-text")
    composed = compose(Paper(request=request, agency=unit, kind="reply", fields={"electronic": "no"}), on=RECEIVED)
    assert "现答复如下：" in composed.content["body"] and composed.content["template"] == 2
    letter.refresh_from_db()
    assert letter.state == "issued" and letter.signed_hash == letter.content_hash
    drop_paper_template(unit, "reply", seen=2, actor=by(unit), now=NOW)
    back = reads_templates.editing(by(unit), unit, "reply", RECEIVED)
    assert (back.version, back.text, len(back.versions)) == (0, text, 2)
    assert refusal(lambda: drop_paper_template(unit, "reply", actor=by(unit), now=NOW)).code == "standard-already"
    again = reads_templates.version_text(by(unit), unit, "reply", 1, RECEIVED)
    assert save(unit, again, 0, "reply").version == 3
    acts = list(JournalEntry.objects.values_list("act", flat=True))
    assert acts.count("set_paper_template") == 3 and acts.count("drop_paper_template") == 1


def test_a_text_that_a_change_of_form_left_behind_stops_the_paper(unit: Agency) -> None:
    request = a_request(unit)
    PaperTemplate.objects.create(
        agency=unit, kind=KIND, version=1, body="请补正：\n{points}", made_by=request.handler, made_at=NOW
    )
    found = drafted(request, KIND)
    said = compose(found, on=RECEIVED).problems
    assert any("缺少要件“合理的补正期限”" in one for one in said)
    line = next(one for one in reads_templates.lines(by(unit), unit, RECEIVED) if one.form.code == KIND)
    assert line.problems and line.version == 1


def test_only_the_office_of_the_unit_writes_its_texts(unit: Agency) -> None:
    text = standard(unit).replace("联系方式", "联系人和电话")
    other = a_unit("fengwei")
    for who in (by(unit, "clerk"), by(other)):
        assert refusal(lambda who=who: set_paper_template(unit, KIND, text, actor=who, now=NOW)).code == "not-allowed"  # type: ignore[misc]
        assert refusal(lambda who=who: reads_templates.lines(who, unit, RECEIVED)).code == "not-allowed"  # type: ignore[misc]
        assert (
            refusal(lambda who=who: set_paper_settings(unit, PaperFacts(), actor=who, now=NOW)).code == "not-allowed"  # type: ignore[misc]
        )
    assert refusal(lambda: save(unit, text, kind="registration")).code == "not-editable"
    assert refusal(lambda: save(unit, text, kind="poem")).code == "no-such-paper"


def test_settings_are_checked_counted_and_journalled(unit: Agency) -> None:
    said = PaperFacts(prefix="泉港涂", court="某法院", layout="document", words={"reply": "信公", "fee": "公费"})
    row = set_paper_settings(unit, said, seen=1, actor=by(unit), now=NOW)
    assert (row.edition, row.words, row.layout) == (2, {"reply": "信公"}, "document")
    later = at(RECEIVED) + timedelta(days=1)
    refused = {
        "changed-meanwhile": lambda: set_paper_settings(unit, said, seen=1, actor=by(unit), now=later),
        "series-twice": lambda: set_paper_settings(
            unit, PaperFacts(words={"reply": "公补"}), actor=by(unit), now=later
        ),
        "no-series": lambda: set_paper_settings(unit, PaperFacts(words={"song": "歌"}), actor=by(unit), now=later),
        "bad-prefix": lambda: set_paper_settings(unit, PaperFacts(prefix="〔泉〕 1号"), actor=by(unit), now=later),
        "bad-layout": lambda: set_paper_settings(unit, PaperFacts(layout="scroll"), actor=by(unit), now=later),
    }
    for code, act in refused.items():
        assert refusal(act).code == code
    assert PaperSettings.objects.get(agency=unit).prefix == "泉港涂"
    entry = list(JournalEntry.objects.filter(act="set_paper_settings"))
    assert len(entry) == 1 and entry[0].after["court"] == "某法院"
    lacking = previewing.lacking(unit, RECEIVED)
    assert len(lacking) == 2 and "复议机关" in lacking[1]


def test_a_sample_can_be_looked_at_before_there_is_a_request(unit: Agency) -> None:
    text = standard(unit).replace("经审查", "经本机关审查")
    sample, problems = reads_templates.look(by(unit), unit, KIND, text, RECEIVED)
    assert problems == () and any(one.startswith("经本机关审查，该申请的内容不明确") for one in sample)
    broken, said = reads_templates.look(by(unit), unit, KIND, "【没有的】请补正", RECEIVED)
    assert said and broken[-1] == "【没有的】请补正"
    assert reads_templates.sample_pdf(by(unit), unit, "registration", RECEIVED).startswith(b"%PDF")


def test_the_program_and_the_rows_agree_on_every_fact() -> None:
    assert [one for one in run_checks() if (one.id or "").startswith("gongkai.E05")] == []
