"""One way of asking for an act on a request: its page, the version that was seen, the refusal on the form, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.frame import request_frame
from gongkai.kit.action import Refused
from gongkai.requests.reads import Whole
from gongkai.requests.stepping import may_act


@dataclass(frozen=True, slots=True)
class Question:
    """What stands around a form: title, the button's verb, words before it; `grave` acts cannot be undone."""

    title: str
    verb: str
    words: str = ""
    grave: bool = False
    template: str = "desk/requests/act.html"
    more: dict[str, Any] = field(default_factory=dict)


def ask(
    http: HttpRequest, context: dict[str, Any], form: Form, question: Question, do: Callable[[int], str | HttpResponse]
) -> HttpResponse:
    """Show the form in a page of the request, or do what it says with the version that was seen.

    `do` gives the message for the overview, or a page of its own. A refusal stands above the form.
    """
    refusal = None
    if http.method == "POST" and form.is_valid():
        try:
            done = do(seen_in(http))
        except Refused as caught:
            refusal = caught
        else:
            if isinstance(done, HttpResponse):
                return done
            messages.success(http, done)
            return redirect("desk:request", context["row"].pk)
    shown = context | {"form": form, "question": question, "refusal": refusal} | question.more
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(http, question.template, shown, status=status)


def framed(http: HttpRequest, pk: int, act: str = "") -> dict[str, Any]:
    """The frame of a request for the page of an act. Raises Refused "no-request", "not-allowed", "not-now"."""
    context = request_frame(http, pk, "request")
    if act:
        _now(http, context["whole"], act)
    return context


def seen_in(http: HttpRequest) -> int:
    """The version the form was shown with; none is no version at all."""
    said = http.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1


def _now(http: HttpRequest, whole: Whole, code: str) -> None:
    found = next((one for one in whole.acts if one.act.code == code), None)
    if found is None:
        raise Refused("not-now", f"申请现为“{whole.state.label}”，现在不能办理这一项。可从申请概况选择能办理的事项。")
    if found.barrier:
        allowed = may_act(actor_in(http), found.act, whole.row.agency.code)
        raise Refused("not-now" if allowed else "not-allowed", f"{found.act.label}：{found.barrier}")
