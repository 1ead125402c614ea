"""Withdrawing what is public: a page that says what goes and what stays, with the reason the public will read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.publishing.forms import WithdrawForm
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records import reads, reads_publishing
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import CannedPhrase, Publication


@staff_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The confirm page; withdraws on POST and says whether the address is gone."""
    actor = actor_in(request)
    record = reads.open_record(actor, pk, clock.now())
    if record is None or not reads_publishing.may_withdraw(actor, record):
        raise Http404
    public = reads_publishing.public_version(actor, record)
    if public is None or public.state != Publication.State.PUBLISHED:
        raise Refused("not-published", gettext("该信息没有公开的版本，无可撤回。从发布页查看它现在的状态。"))
    form = WithdrawForm(request.POST or None, initial={"edition": record.edition})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_record(
                pk,
                form.cleaned_data["reason"],
                edition=form.cleaned_data["edition"],
                keep_title=not form.cleaned_data["hide_title"],
                actor=actor,
                now=clock.now(),
            )
        except Refused as caught:
            refusal = caught
        else:
            _tell(request, pk)
            return redirect("desk:publishing")
    context = {
        "record": record,
        "public": public,
        "form": form,
        "refusal": refusal,
        "phrases": reads.phrases(actor, record.agency, [CannedPhrase.Use.WITHDRAW]),
    }
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "desk/publishing/withdraw.html", context, status=status)


def _tell(request: HttpRequest, pk: int) -> None:
    """The result of asking the site itself; the public address is asked by the worker within a minute."""
    actor = actor_in(request)
    record = reads.record(actor, pk)
    check = reads_publishing.last_check(actor, record) if record else None
    if check is not None and check.problem:
        messages.error(request, gettext("已撤回，但核对未通过：%(problem)s") % {"problem": check.problem})
    else:
        title = record.title if record else ""
        messages.success(request, gettext("已撤回：%(title)s。正在按公开网址核对。") % {"title": title})
