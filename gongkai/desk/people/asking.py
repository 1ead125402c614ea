"""One way of asking for everything done here: a form, an action, its refusal on the form, and back with a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.kit.action import Refused


@dataclass(frozen=True, slots=True)
class Question:
    """What stands around a form: title, the button's verb, where it is and where one goes back to."""

    title: str
    verb: str
    back: str
    back_words: str
    words: str = ""
    grave: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def ask(
    request: HttpRequest, form: Form, question: Question, do: Callable[[dict[str, Any]], str | HttpResponse]
) -> HttpResponse:
    """Show the form, or do what it says. `do` gives the message for the page one goes back to, or a page of its own.

    A refusal stands above the form with everything typed kept.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = do(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            if isinstance(done, HttpResponse):
                return done
            messages.success(request, done)
            return redirect(question.back)
    status = 422 if form.is_bound and not form.is_valid() else 200
    faults = [
        {"id": _target(form, name), "words": f"{_label(form, name)}{' '.join(str(error) for error in errors)}"}
        for name, errors in form.errors.items()
    ]
    context = {"form": form, "question": question, "faults": faults, **question.more}
    return render(request, "desk/people/ask.html", context, status=status)


def _target(form: Form, name: str) -> str:
    return form[name].id_for_label if name in form.fields else ""


def _label(form: Form, name: str) -> str:
    return f"{form.fields[name].label}：" if name in form.fields else ""
