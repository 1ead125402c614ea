"""What the handler of a request does with one sub-case: writes down its arrival and answer, ends, cancels, chases."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.people.asking import Question, ask
from gongkai.desk.requests.forms_answers import AnswerForm, sent_files
from gongkai.desk.requests.forms_subcases import DayForm, FindingsForm, ReasonForm, WordsForm, flag
from gongkai.kit import clock
from gongkai.requests import reads_asked
from gongkai.requests import reads_subcases as reads
from gongkai.requests.actions.answer_subcase import Answered, answer_subcase
from gongkai.requests.actions.cancel_subcase import cancel_subcase
from gongkai.requests.actions.close_agency_opinion import close_agency_opinion
from gongkai.requests.actions.close_third_party import Findings, close_third_party
from gongkai.requests.actions.record_party_receipt import record_party_receipt
from gongkai.requests.actions.remind_subcase import remind_subcase
from gongkai.requests.models import SubCase
from gongkai.requests.subcases import kind_of


@require_http_methods(["GET", "POST"])
@staff_page
def receipt(request: HttpRequest, subcase_id: int) -> HttpResponse:
    """The day the letter arrived."""
    row = reads.handled(actor_in(request), subcase_id)
    form = DayForm(request.POST or None, initial={"seen": row.request.version, "on": clock.today().isoformat()})

    def do(given: dict[str, Any]) -> str:
        record_party_receipt(row.pk, given["on"], seen=given["seen"], actor=actor_in(request), now=clock.now())
        return gettext("已登记，对方的期限自次日起计算。")

    words = gettext("按送达回证、邮件签收记录或者对方回执填写。对方的答复期限从这一天推算。")
    return ask(request, form, _question(row, gettext("登记对方收到的日期"), gettext("登记"), words), do)


@require_http_methods(["GET", "POST"])
@staff_page
def answer(request: HttpRequest, subcase_id: int) -> HttpResponse:
    """The answer of somebody outside, or of a section without a person here."""
    actor = actor_in(request)
    row, kind = (found := reads.handled(actor, subcase_id)), kind_of(found)
    form = AnswerForm(request.POST or None, request.FILES or None, initial={
        "seen": row.request.version, "on": clock.today().isoformat(),
    })  # fmt: skip
    form.fit(row, kind, reads_asked.choices(row), reads_asked.verdict_choices(row), asked=False)

    def do(given: dict[str, Any]) -> str:
        said = Answered(
            given["answer"], given["text"], given.get("on"), sent_files(request.FILES), form.verdicts(), form.searches()
        )
        answer_subcase(row.pk, said, seen=given["seen"], actor=actor, now=clock.now())
        return gettext("已登记答复。") + (gettext("请认定或者办结，答复期限才继续计算。") if kind.letter else "")

    return ask(request, form, _question(row, gettext("登记答复"), gettext("登记")), do)


@require_http_methods(["GET", "POST"])
@staff_page
def close(request: HttpRequest, subcase_id: int) -> HttpResponse:
    """End a consultation; for a third party with the agency's findings."""
    actor = actor_in(request)
    row, kind = (found := reads.handled(actor, subcase_id)), kind_of(found)
    initial = {"seen": row.request.version}
    form = FindingsForm(request.POST or None, initial=initial) if kind.findings else WordsForm(
        request.POST or None, initial=initial
    )  # fmt: skip

    def do(given: dict[str, Any]) -> str:
        if kind.findings:
            found = Findings(flag(given["reasonable"]), flag(given["public_interest"]), given["words"])
            close_third_party(row.pk, found, seen=given["seen"], actor=actor, now=clock.now())
        else:
            close_agency_opinion(row.pk, words=given["words"], seen=given["seen"], actor=actor, now=clock.now())
        return gettext("已办结，答复期限继续计算。")

    said = row.get_answer_display() or gettext("没有答复")
    words = gettext("对方的答复：%(said)s。") % {"said": said} + row.answer_text
    title = gettext("认定并办结") if kind.findings else gettext("办结")
    return ask(request, form, _question(row, title, title, words), do)


@require_http_methods(["GET", "POST"])
@staff_page
def cancel(request: HttpRequest, subcase_id: int) -> HttpResponse:
    """Take it back."""
    row = reads.handled(actor_in(request), subcase_id)
    form = ReasonForm(request.POST or None, initial={"seen": row.request.version})

    def do(given: dict[str, Any]) -> str:
        cancel_subcase(row.pk, given["words"], seen=given["seen"], actor=actor_in(request), now=clock.now())
        return gettext("已取消。")

    words = gettext("已经发函的，停算到今天为止；对方的期限已过的，到期限届满之日为止。")
    return ask(request, form, _question(row, gettext("取消"), gettext("取消这一项"), words, grave=True), do)


@require_http_methods(["GET", "POST"])
@staff_page
def remind(request: HttpRequest, subcase_id: int) -> HttpResponse:
    """Chase it."""
    row = reads.handled(actor_in(request), subcase_id)
    form = WordsForm(request.POST or None, initial={"seen": row.request.version})

    def do(given: dict[str, Any]) -> str:
        remind_subcase(row.pk, given["words"], actor=actor_in(request), now=clock.now())
        return gettext("已记下催办。")

    words = gettext("对方在本平台的，会收到通知；不在本平台的，写明怎样催办，作为办理记录。")
    return ask(request, form, _question(row, gettext("催办"), gettext("催办"), words), do)


def _question(row: SubCase, title: str, verb: str, words: str = "", grave: bool = False) -> Question:
    back = reverse("desk:request-subcases", args=(row.request_id,))
    name = f"{title}：{row.party}"
    return Question(name, verb, back, row.request.number or row.request.receipt_number, words=words, grave=grave)
