"""What is put to me or my unit: the list, one with its letter and files, and the answer. No applicant stands here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.forms_answers import AnswerForm, sent_files
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.requests import reads_asked as reads
from gongkai.requests.actions.answer_subcase import Answered, answer_subcase
from gongkai.requests.actions.read_subcase_file import read_subcase_file
from gongkai.requests.actions.record_party_receipt import record_party_receipt
from gongkai.requests.reads_subcases import to_decide
from gongkai.requests.subcases import kind_of

PAGE = 20
MEDIA = {"pdf": "application/pdf"}
OTHER = "application/octet-stream"


@require_safe
@staff_page
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for my answer, what I answered, and for handlers the letters to decide on."""
    actor, on = actor_in(request), clock.today()
    page = Paginator(reads.put_to(actor, on).order_by("-id"), PAGE).get_page(request.GET.get("page"))
    context = {"waiting": list(reads.waiting(actor, on)), "page": page, "to_decide": to_decide(actor, on), "on": on}
    return render(request, "desk/requests/asked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def subcase(request: HttpRequest, subcase_id: int) -> HttpResponse:
    """One of them, with the form of its answer."""
    actor = actor_in(request)
    row = reads.asked(actor, subcase_id, clock.today())
    kind = kind_of(row)
    form = AnswerForm(request.POST or None, request.FILES or None)
    form.fit(row, kind, reads.choices(row), reads.verdict_choices(row), asked=True)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            answer_subcase(row.pk, _said(form, request), actor=actor, now=clock.now())
        except Refused as refusal:
            refused = refusal
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, gettext("已答复，办理单位已收到通知。"))
            return redirect("desk:subcase", row.pk)
    context = {
        "row": row, "kind": kind, "form": form, "may_answer": reads.answers(actor, row), "on": clock.today(),
        "letter": reads.has_letter(row), "faults": _faults(form),
        "may_sign": bool(kind.letter and row.agency_id and row.received_on is None and row.state == row.State.OPEN),
        "verdicts": reads.verdicts_of(row),
        "due_on": row.clock.due_on if row.clock else row.wanted_by,
    }  # fmt: skip
    status = STATUS.get(refused.code, 422) if refused else 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "desk/requests/asked_one.html", context, status=status)


@require_POST
@staff_page
def sign(request: HttpRequest, subcase_id: int) -> HttpResponse:
    """The asked unit signs for the letter today."""
    row = reads.asked(actor_in(request), subcase_id, clock.today())
    record_party_receipt(row.pk, clock.today(), actor=actor_in(request), now=clock.now())
    messages.success(request, gettext("已签收。"))
    return redirect("desk:subcase", row.pk)


@require_safe
@staff_page
def letter(request: HttpRequest, subcase_id: int, form: str) -> HttpResponse:
    """The letter as issued."""
    return _download(*reads.letter_of(actor_in(request), subcase_id, form, clock.today()))


@require_safe
@staff_page
def item(request: HttpRequest, subcase_id: int, number: int) -> HttpResponse:
    """A file to be judged; its opening is written down."""
    return _download(*read_subcase_file(subcase_id, item=number, actor=actor_in(request), now=clock.now()))


@require_safe
@staff_page
def attachment(request: HttpRequest, subcase_id: int, number: int) -> HttpResponse:
    """A file that came with the answer; its opening is written down."""
    return _download(*read_subcase_file(subcase_id, attachment=number, actor=actor_in(request), now=clock.now()))


def _said(form: AnswerForm, request: HttpRequest) -> Answered:
    given: dict[str, Any] = form.cleaned_data
    return Answered(
        given["answer"], given["text"], None, sent_files(request.FILES), form.verdicts(), form.searches()
    )  # fmt: skip


def _faults(form: AnswerForm) -> list[dict[str, str]]:
    return [
        {
            "id": form[name].id_for_label if name in form.fields else "",
            "words": (f"{form.fields[name].label}：" if name in form.fields else "") + " ".join(map(str, errors)),
        }
        for name, errors in form.errors.items()
    ]


def _download(name: str, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA.get(name.rpartition(".")[2], OTHER))
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
