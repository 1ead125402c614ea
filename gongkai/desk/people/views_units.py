"""The pages of units: the tree of a day, one unit with its history, and what an administrator may do to them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.people import forms
from gongkai.desk.people.asking import Question, ask
from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.units import reads, reads_people
from gongkai.units.actions.add_agency import add_agency
from gongkai.units.actions.change_agency import change_agency
from gongkai.units.actions.link_agencies import link_agencies
from gongkai.units.actions.rename_agency import rename_agency
from gongkai.units.actions.reorganise_agencies import reorganise_agencies
from gongkai.units.actions.unlink_agencies import unlink_agencies
from gongkai.units.models import Agency
from gongkai.units.powers import MANAGE_UNITS


@require_GET
@staff_page
def units(request: HttpRequest) -> HttpResponse:
    """The tree as it was on a day."""
    actor, today = _looker(request), clock.today()
    shown = forms.DayFilter(request.GET or None)
    on = shown.chosen(today)
    context = {"form": shown, "on": on, "branches": reads.tree(actor, on), "may": _manages(actor)}
    return render(request, "desk/people/units.html", context)


@require_GET
@staff_page
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: what it is, was called, is linked to, and who does what in it."""
    actor, today = _looker(request), clock.today()
    one = _unit(actor, code)
    labels = reads_people.duty_labels(today)
    context = {
        "unit": one,
        "superior": reads.superior(actor, one, today),
        "supervisors": reads.supervisors(actor, one, today),
        "names": reads.names_of(actor, one),
        "links": reads.links_of(actor, one),
        "predecessors": reads.predecessors(actor, one),
        "successors": reads.successors(actor, one),
        "duties": [(duty, labels.get(duty.kind, duty.kind)) for duty in reads_people.duties_in(actor, code, today)],
        "may": actor.may(MANAGE_UNITS, code),
        "sees_people": reads_people.may_see_people(actor),
    }
    return render(request, "desk/people/unit.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
def new(request: HttpRequest) -> HttpResponse:
    """Register a unit under another."""
    actor = _manager(request)
    form = forms.UnitForm(request.POST or None)
    mine = [one for one in reads.agencies_on(actor, clock.today()) if actor.may(MANAGE_UNITS, one.code)]
    form.choose("under", _choices(mine), none=gettext("选择单位"))
    form.choose("supervisor", _choices(mine), none=gettext("没有"))

    def do(given: dict[str, Any]) -> str:
        uppers: dict[str, Agency | None] = {"under": _unit(actor, given["under"]), "supervisor": None}
        if given["supervisor"]:
            uppers["supervisor"] = _unit(actor, given["supervisor"])
        made = add_agency(**{**given, **uppers}, actor=actor, now=clock.now())
        return gettext("已登记“%(name)s”。") % {"name": made.name}

    question = Question(gettext("登记单位"), gettext("登记单位"), reverse("desk:units"), gettext("单位"))
    return ask(request, form, question, do)


@require_http_methods(["GET", "POST"])
@staff_page
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what a unit is."""
    actor = _manager(request)
    one = _unit(actor, code)
    now_is = {"short": one.short, "level": one.level, "index_code": one.index_code, "credit_code": one.credit_code}
    form = forms.ChangeUnitForm(request.POST or None, initial=now_is)

    def do(given: dict[str, Any]) -> str:
        change_agency(code=code, **given, actor=actor, now=clock.now())
        return gettext("已变更单位资料。")

    return ask(request, form, _question(one, gettext("变更单位资料")), do)


@require_http_methods(["GET", "POST"])
@staff_page
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Give a unit another name."""
    actor = _manager(request)
    one = _unit(actor, code)
    form = forms.RenameForm(request.POST or None, initial={"since": clock.today()})

    def do(given: dict[str, Any]) -> str:
        rename_agency(code=code, **given, actor=actor, now=clock.now())
        return gettext("已更改名称。")

    return ask(request, form, _question(one, gettext("更改名称")), do)


@require_http_methods(["GET", "POST"])
@staff_page
def link(request: HttpRequest, code: str) -> HttpResponse:
    """Put a unit under another."""
    actor = _manager(request)
    one = _unit(actor, code)
    form = forms.LinkForm(request.POST or None)
    others = [other for other in reads.agencies_on(actor, clock.today()) if other.code != code]
    form.choose("upper", _choices(others), none=gettext("选择单位"))

    def do(given: dict[str, Any]) -> str:
        link_agencies(lower=code, **given, actor=actor, now=clock.now())
        return gettext("已登记单位关系。")

    return ask(request, form, _question(one, gettext("登记关系")), do)


@require_http_methods(["GET", "POST"])
@staff_page
def unlink(request: HttpRequest, code: str, link_id: int) -> HttpResponse:
    """End a link."""
    actor = _manager(request)
    one = _unit(actor, code)
    if link_id not in {link.pk for link in reads.links_of(actor, one)}:
        raise Http404
    form = forms.EndForm(request.POST or None, initial={"ends": clock.today()})

    def do(given: dict[str, Any]) -> str:
        unlink_agencies(link_id=link_id, **given, actor=actor, now=clock.now())
        return gettext("已结束单位关系。")

    return ask(request, form, _question(one, gettext("结束关系"), grave=True), do)


@require_http_methods(["GET", "POST"])
@staff_page
def reorganise(request: HttpRequest) -> HttpResponse:
    """Merge, split, succeed."""
    actor = _manager(request)
    form = forms.ReorganiseForm(request.POST or None, initial={"since": clock.today()})
    mine = [one for one in reads.agencies_on(actor, clock.today()) if actor.may(MANAGE_UNITS, one.code)]
    for name in ("old", "new"):
        form.choose(name, _choices(mine))

    def do(given: dict[str, Any]) -> str:
        ended = reorganise_agencies(**given, actor=actor, now=clock.now())
        return gettext("已办理机构调整，撤销 %(count)d 个单位。") % {"count": len(ended)}

    words = gettext("原单位自这一天起撤销，承继关系留存。文件仍归原单位名下，公众可由原单位找到承继的单位。")
    question = Question(
        gettext("机构调整"), gettext("办理调整"), reverse("desk:units"), gettext("单位"), words=words, grave=True
    )
    return ask(request, form, question, do)


def _looker(request: HttpRequest) -> Actor:
    actor = actor_in(request)
    if not (_manages(actor) or reads_people.may_see_people(actor)):
        raise PermissionDenied
    return actor


def _manager(request: HttpRequest) -> Actor:
    actor = actor_in(request)
    if not _manages(actor):
        raise PermissionDenied
    return actor


def _manages(actor: Actor) -> bool:
    return any(act == MANAGE_UNITS for act, _ in actor.grants)


def _unit(actor: Actor, code: str) -> Agency:
    found = reads.agency(actor, code)
    if found is None:
        raise Http404
    return found


def _choices(some: list[Agency]) -> list[tuple[str, str]]:
    return [(one.code, f"{one.name}（{one.code}）") for one in some]


def _question(one: Agency, title: str, *, grave: bool = False) -> Question:
    return Question(f"{title}：{one.name}", title, reverse("desk:unit", args=[one.code]), one.short, grave=grave)
