"""The pages of office systems: which are linked, a new key shown once, and the end of a link."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.people.asking import Question, ask
from gongkai.desk.people.forms import ReasonForm
from gongkai.desk.systems.forms import SystemForm
from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.units import systems as reads
from gongkai.units.actions.add_system import add_system
from gongkai.units.actions.renew_system import renew_system
from gongkai.units.actions.revoke_system import revoke_system
from gongkai.units.models import OfficeSystem
from gongkai.units.systems_keys import NewKey

PAGE = 20


@require_GET
@staff_page
def systems(request: HttpRequest) -> HttpResponse:
    """The systems the asker manages, those in use first."""
    actor, today = _manager(request), clock.today()
    page = Paginator(reads.systems(actor), PAGE).get_page(request.GET.get("page"))
    rows = [(one, one.ends is None or one.ends > today) for one in page]
    return render(request, "desk/systems/systems.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@staff_page
def new(request: HttpRequest) -> HttpResponse:
    """Link a system; its key is shown on the page that answers."""
    actor = _manager(request)
    mine = {one.code: one for one in reads.agencies_for(actor, clock.today())}
    form = SystemForm(request.POST or None)
    form.choose("agency", [(code, one.name) for code, one in mine.items()], none=gettext("选择单位"))

    def do(given: dict[str, Any]) -> HttpResponse:
        made = add_system(
            agency=mine[given["agency"]], name=given["name"], ends=given["ends"], actor=actor, now=clock.now()
        )
        return _shown(request, made)

    return ask(request, form, _question(gettext("接入办公系统"), gettext("接入")), do)


@require_http_methods(["GET", "POST"])
@staff_page
def renew(request: HttpRequest, system_id: int) -> HttpResponse:
    """Another key for the same system."""
    actor = _manager(request)
    system = _system(actor, system_id)

    def do(given: dict[str, Any]) -> HttpResponse:
        return _shown(request, renew_system(system_id, given["reason"], actor=actor, now=clock.now()))

    title = gettext("更换“%(name)s”的密钥") % {"name": system.name}
    words = gettext("原密钥立即失效，办公系统换上新密钥之前不能移送。以前移送的文件仍归这个系统查询。")
    return ask(request, ReasonForm(request.POST or None), _question(title, gettext("更换密钥"), words), do)


@require_http_methods(["GET", "POST"])
@staff_page
def revoke(request: HttpRequest, system_id: int) -> HttpResponse:
    """The end of a link."""
    actor = _manager(request)
    system = _system(actor, system_id)

    def do(given: dict[str, Any]) -> str:
        revoke_system(system_id, given["reason"], actor=actor, now=clock.now())
        return gettext("已停用“%(name)s”。") % {"name": system.name}

    title = gettext("停用“%(name)s”") % {"name": system.name}
    words = gettext("密钥立即失效，不能恢复。已移送的文件留在台账中，由经办人继续办理。")
    return ask(request, ReasonForm(request.POST or None), _question(title, gettext("停用"), words, grave=True), do)


def _shown(request: HttpRequest, made: NewKey) -> HttpResponse:
    return render(request, "desk/systems/key.html", {"system": made.system, "key": made.key})


def _question(title: str, verb: str, words: str = "", *, grave: bool = False) -> Question:
    return Question(title, verb, reverse("desk:systems"), gettext("办公系统"), words=words, grave=grave)


def _manager(request: HttpRequest) -> Actor:
    actor = actor_in(request)
    if not reads.may_manage(actor):
        raise PermissionDenied
    return actor


def _system(actor: Actor, system_id: int) -> OfficeSystem:
    found = reads.system(actor, system_id)
    if found is None:
        raise Http404
    return found
