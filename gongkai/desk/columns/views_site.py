"""The site's profile: the form, a preview that only the administrator sees, and putting it to use."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.columns import published, reads
from gongkai.columns.actions.change_site import change_site
from gongkai.columns.actions.drop_site_draft import drop_site_draft
from gongkai.columns.actions.use_site import use_site
from gongkai.columns.locking import Barred
from gongkai.columns.models import SiteDraft
from gongkai.columns.site import Site, site_of
from gongkai.columns.site_values import FIELDS, read_site
from gongkai.desk.columns.forms import EditionForm, SiteForm, UseForm
from gongkai.desk.columns.views_pages import faults_of
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.people.asking import Question, ask
from gongkai.kit import clock, files
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor


@require_http_methods(["GET", "POST"])
@staff_page
def site(request: HttpRequest) -> HttpResponse:
    """The form with the draft, else with what is in use."""
    actor = _manager(request)
    draft, now_used = _draft(actor), published.site_profile(actor, clock.today())
    form = SiteForm(clock.today(), request.POST or None, request.FILES or None, initial=_initial(draft, now_used))
    if request.method == "POST" and form.is_valid():
        try:
            _keep(form, actor)
        except Barred as barred:
            for problem in barred.problems:
                form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        except Refused as refusal:
            form.add_error("emblem" if refusal.code.startswith("emblem") else None, refusal.sentence)
        else:
            messages.success(request, gettext("已保存草稿，预览后启用。"))
            return redirect("desk:site-preview")
    context = {
        "form": form, "faults": faults_of(form), "draft": draft, "site": now_used,
        "history": reads.site_history(actor, clock.today()),
    }  # fmt: skip
    return render(request, "desk/columns/site.html", context, status=422 if context["faults"] else 200)


@require_GET
@staff_page
def preview(request: HttpRequest) -> HttpResponse:
    """The draft as the public would see it: masthead, menu, links, buttons and footer in its colours."""
    draft = _there(_manager(request))
    shown = site_of(draft, clock.today())
    return render(request, "desk/columns/site_preview.html", {"draft": draft, "shown": shown, "css": shown.css_hash})


@require_GET
@staff_page
def preview_css(request: HttpRequest) -> HttpResponse:
    """The colours of the draft."""
    shown = site_of(_there(_manager(request)), clock.today())
    return HttpResponse(shown.css, content_type="text/css; charset=utf-8")


@require_GET
@staff_page
def preview_emblem(request: HttpRequest) -> HttpResponse:
    """The emblem of the draft."""
    draft = _there(_manager(request))
    if not draft.emblem:
        raise Http404
    return HttpResponse(files.take(draft.emblem), content_type="image/png")


@require_http_methods(["GET", "POST"])
@staff_page
def use(request: HttpRequest) -> HttpResponse:
    """Put the draft to use."""
    actor = _manager(request)
    form = UseForm(request.POST or None, initial={"edition": _there(actor).edition})

    def do(given: dict[str, Any]) -> str:
        use_site(given["edition"], given["reason"], actor=actor, now=clock.now())
        return gettext("已启用，全部公开页面正在更新。")

    words = gettext("启用后全部公开页面的名称、徽标、颜色和栏目立即更换，静态页面全部重新生成。原来的设定留存。")
    question = Question(
        gettext("启用站点信息"), gettext("启用"), reverse("desk:site"), gettext("站点信息"), words=words
    )
    return ask(request, form, question, do)


@require_http_methods(["GET", "POST"])
@staff_page
def drop(request: HttpRequest) -> HttpResponse:
    """Give up the draft."""
    actor = _manager(request)
    form = EditionForm(request.POST or None, initial={"edition": _there(actor).edition})

    def do(given: dict[str, Any]) -> str:
        drop_site_draft(given["edition"], actor=actor, now=clock.now())
        return gettext("已放弃草稿，网站不变。")

    back = reverse("desk:site")
    words = gettext("草稿中的改动全部丢弃，网站保持现在的样子。")
    question = Question(gettext("放弃草稿"), gettext("放弃草稿"), back, gettext("站点信息"), words=words, grave=True)
    return ask(request, form, question, do)


def _keep(form: SiteForm, actor: Actor) -> None:
    told = form.cleaned_data
    picture = told["emblem"].read() if told.get("emblem") else None
    change_site(
        read_site({code: told.get(code, "") for code, _label, _limit in FIELDS}, form.chosen()), picture,
        edition=told.get("edition") or 0, drop=bool(told.get("drop")), actor=actor, now=clock.now(),
    )  # fmt: skip


def _initial(draft: SiteDraft | None, now_used: Site) -> dict[str, Any]:
    shown = site_of(draft, clock.today()) if draft is not None else now_used
    found: dict[str, Any] = {code: getattr(shown, code) for code, _label, _limit in FIELDS}
    for number, one in enumerate(shown.columns, start=1):
        found |= {f"{one.code}-label": one.label, f"{one.code}-place": number, f"{one.code}-shown": one.shown}
    return found | {"edition": draft.edition if draft is not None else 0}


def _manager(request: HttpRequest) -> Actor:
    actor = actor_in(request)
    if not reads.manages_site(actor):
        raise PermissionDenied
    reads.site_barrier(actor, clock.today())
    return actor


def _draft(actor: Actor) -> SiteDraft | None:
    return reads.site_draft(actor, clock.today())


def _there(actor: Actor) -> SiteDraft:
    found = _draft(actor)
    if found is None:
        raise Http404
    return found
