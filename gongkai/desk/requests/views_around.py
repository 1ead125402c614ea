"""Around one request: its applicant, mending its registration, what was said, what looks like it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.desk.columns import visits_chart
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.asking import Question, ask, framed, seen_in
from gongkai.desk.requests.forms_registry import DAY, PERSON, ExchangeForm, MendForm, PurposeForm, days_in
from gongkai.kit import clock
from gongkai.law.request_choices import choice_label
from gongkai.records import published_search
from gongkai.requests import alike, reads_exchange, reads_volume
from gongkai.requests.actions.change_request_facts import COLUMNS, Mended, change_request_facts
from gongkai.requests.actions.mark_repeats import mark_repeats
from gongkai.requests.actions.note_exchange import note_exchange
from gongkai.requests.allowing import handles
from gongkai.requests.applicants import read_applicant
from gongkai.requests.models import Request
from gongkai.units.powers import READ_APPLICANTS

METHODS = require_http_methods(["GET", "HEAD", "POST"])
# A line that says only this empties the field.
EMPTY = "-"
HITS = 5


@METHODS
@staff_page
def applicant(request: HttpRequest, pk: int) -> HttpResponse:
    """The applicant in the clear, once, for a purpose that is written down."""
    context = framed(request, pk)
    row: Request = context["row"]
    handles(actor_in(request), row.agency.code, _("查看申请人信息"), READ_APPLICANTS)
    form = PurposeForm(request.POST or None)
    said = _("查看会记入操作日志：谁、什么时候、为了什么。")

    def do(seen: int) -> HttpResponse:
        data = read_applicant(pk, reason=form.cleaned_data["reason"], actor=actor_in(request), now=clock.now())
        kind = choice_label(data.identity_kind, row.law_day)
        shown = context | {"data": data, "identity_kind": kind}
        return render(request, "desk/requests/applicant.html", shown)

    return ask(request, context, form, Question(_("查看申请人信息"), _("查看"), said), do)


@METHODS
@staff_page
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """A mistyped registration; nobody needs to read the applicant's data to mend one of them."""
    context = framed(request, pk)
    row: Request = context["row"]
    handles(actor_in(request), row.agency.code, _("改正登记"))
    initial: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
    initial |= {DAY + event: day for event, day in row.days.items()}
    initial |= {"identity_checked": row.identity_checked, "items": "\n".join(one.text for one in row.items.all())}
    form = MendForm(request.POST or None, initial=initial, channel=row.channel, on=row.law_day)
    for name in PERSON:
        if name in form.fields and (had := getattr(context["applicant"], name)) and name != "identity_kind":
            form.fields[name].help_text = _("现为 %(value)s；不填不改，填“-”清空。") % {"value": had}
    said = _(
        "还没有发出文书时可以改正。改正前的内容加密保留；改了收到日期的，期限重新推算，原来的起算记载保留在台账中。"
    )

    def do(seen: int) -> str:
        given = form.cleaned_data
        replaced = {name: given[name] for name in PERSON if given[name]}
        wanted = Mended(
            {name: "" if value == EMPTY else value for name, value in replaced.items()},
            {name: given[name] for name in COLUMNS}, given["identity_checked"],
            tuple(line for line in given["items"].splitlines() if line.strip()) or None, days_in(given),
        )  # fmt: skip
        change_request_facts(pk, wanted, given["reason"], seen=seen, actor=actor_in(request), now=clock.now())
        return _("已改正登记。")

    more = {"mendings": reads_exchange.mendings(actor_in(request), row)}
    question = Question(_("改正登记"), _("保存改正"), said, template="desk/requests/mend.html", more=more)
    return ask(request, context, form, question, do)


@METHODS
@staff_page
def exchanges(request: HttpRequest, pk: int) -> HttpResponse:
    """Calls, visits and messages; and a form to note one."""
    context = framed(request, pk)
    actor, row = actor_in(request), context["row"]
    form = ExchangeForm(request.POST or None, initial={"on": clock.today(), "direction": "out", "way": "phone"})

    def do(seen: int) -> HttpResponse:
        given = form.cleaned_data
        note_exchange(pk, given["direction"], given["way"], given["text"], given["on"], actor=actor, now=clock.now())
        messages.success(request, _("已登记往来。"))
        return redirect("desk:request-exchanges", pk)

    more = {"said": reads_exchange.exchanges(actor, row)}
    words = _("“在进度页留言”会让申请人在查询进度时看到；其他方式只作登记。")
    question = Question(_("登记往来"), _("登记"), words, template="desk/requests/exchanges.html", more=more)
    return ask(request, context, form, question, do)


@METHODS
@staff_page
def lookalikes(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier requests by the same person or on the same subject, with their replies; and what is public already."""
    context = framed(request, pk)
    actor, row = actor_in(request), context["row"]
    if request.method == "POST":
        said = request.POST.get("earlier", "")
        earlier = int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None
        mark_repeats(pk, earlier, seen=seen_in(request), actor=actor, now=clock.now())
        messages.success(request, _("已标记为与在先申请相同。") if earlier else _("已取消相同申请的标记。"))
        return redirect("desk:request-alike", pk)
    asked = published_search.Asked(clock.today(), words=row.doc_number or row.subject)
    context |= {
        "earlier": alike.earlier(actor, row),
        "elsewhere": alike.elsewhere(actor, row),
        "public": published_search.search(actor, asked, HITS).lines,
    }
    return render(request, "desk/requests/alike.html", context)


@METHODS
@staff_page
def volume(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's requests to this unit: by day, by month, by subject."""
    context = framed(request, pk)
    on = clock.today()
    found = reads_volume.volume(actor_in(request), context["row"], on)
    bars = [(f"{day.month}-{day.day}", number) for day, number in found.days]
    context |= {"volume": found, "chart": visits_chart.drawn(bars[-14:]), "on": on}
    return render(request, "desk/requests/volume.html", context)
