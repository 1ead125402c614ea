"""Writing the pages of a unit's columns: the list with what is missing, one page, and its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.columns import reads
from gongkai.columns.actions.change_page import change_page
from gongkai.columns.actions.start_page import start_page
from gongkai.columns.locking import Barred
from gongkai.columns.models import Page
from gongkai.desk.columns.forms import PageForm
from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor


@require_GET
@staff_page
def pages(request: HttpRequest) -> HttpResponse:
    """The columns of the unit one works in."""
    actor, unit = actor_in(request), standing.unit(request)
    if not reads.may_see(actor, unit.code):
        raise PermissionDenied
    context = {
        "unit": unit,
        "groups": reads.groups(actor, unit.code, clock.today()),
        "may_edit": reads.may_edit(actor, unit.code),
        "may_publish": reads.may_publish(actor, unit.code),
    }
    return render(request, "desk/columns/pages.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
def new(request: HttpRequest) -> HttpResponse:
    """A new page of the kind in the address."""
    actor, unit = actor_in(request), standing.unit(request)
    kind = request.GET.get("kind", "")
    if not reads.may_edit(actor, unit.code):
        raise PermissionDenied
    if kind not in Page.Kind.values:
        raise Http404
    form = PageForm(kind, clock.today(), request.POST or None)

    def do(values: Mapping[str, str]) -> Page:
        return start_page(unit, kind, values, actor=actor, now=clock.now())

    context = {"unit": unit, "kind_words": Page.Kind(kind).label, "row": None}
    return _written(request, form, do, context)


@require_GET
@staff_page
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One page: what it says, what is missing, what is public, and what can be done with it."""
    actor, row = page_in(request, pk)
    public = reads.public_of(actor, row)
    standing_public = public if public is not None and public.state == public.State.PUBLISHED else None
    context = {
        "row": row,
        "line": reads.line_of(actor, row, clock.today(), standing_public),
        "public": public,
        "sections": reads.sections(row, clock.today()),
        "history": reads.history(actor, row),
        "own": row.text is not None and f"person:{row.text.written_by.login}" == actor.id,
        "may_edit": reads.may_edit(actor, row.agency.code),
        "may_publish": reads.may_publish(actor, row.agency.code),
    }
    return render(request, "desk/columns/page.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a page with what it says now."""
    actor, row = page_in(request, pk)
    if not reads.may_edit(actor, row.agency.code):
        raise PermissionDenied
    values: dict[str, Any] = dict(row.text.values) if row.text is not None else {}
    form = PageForm(row.kind, clock.today(), request.POST or None, initial=values | {"edition": row.edition})

    def do(given: Mapping[str, str]) -> Page:
        return change_page(pk, form.cleaned_data["edition"] or 0, given, actor=actor, now=clock.now())

    context = {"unit": row.agency, "kind_words": row.get_kind_display(), "row": row}
    return _written(request, form, do, context)


def page_in(request: HttpRequest, pk: int) -> tuple[Actor, Page]:
    """Who asks, and the page where he may see it. Raises Http404."""
    actor = actor_in(request)
    found = reads.page(actor, pk)
    if found is None:
        raise Http404
    return actor, found


def _written(
    request: HttpRequest, form: PageForm, do: Callable[[Mapping[str, str]], Page], context: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = do(form.values())
        except Barred as barred:
            for problem in barred.problems:
                form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, gettext("已保存草稿。"))
            return redirect("desk:column-page", made.pk)
    context |= {"form": form, "faults": faults_of(form)}
    return render(request, "desk/columns/edit.html", context, status=422 if context["faults"] else 200)


def faults_of(form: Any) -> list[dict[str, str]]:
    """What is wrong, each with the control it belongs to, for the summary on top."""
    return [
        {"id": form[name].id_for_label if name in form.fields else "", "words": str(error)}
        for name, errors in form.errors.items()
        for error in errors
    ]
