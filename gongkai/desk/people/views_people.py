"""The pages of people: who is there, one person with duties and way of signing in, and the account's upkeep."""

from __future__ import annotations

from collections.abc import Callable
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
from gongkai.desk.people import forms
from gongkai.desk.people.asking import Question, ask
from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.units import reads, reads_people
from gongkai.units.acting import PERSON
from gongkai.units.actions.add_person import add_person
from gongkai.units.actions.change_person import change_person
from gongkai.units.actions.end_sessions import end_sessions
from gongkai.units.actions.remove_second_factor import remove_second_factor
from gongkai.units.actions.reset_password import reset_password
from gongkai.units.actions.unlock_person import unlock_person
from gongkai.units.models import Agency, Person
from gongkai.units.powers import ASSIGN_DUTIES, MANAGE_PEOPLE

PAGE = 20


@require_GET
@staff_page
def people(request: HttpRequest) -> HttpResponse:
    """The people the asker looks after."""
    actor, today = looker(request), clock.today()
    labels = reads_people.duty_labels(today)
    shown = forms.PeopleFilter(request.GET or None)
    shown.choose("unit", choices(reads_people.seen_agencies(actor)), none=gettext("全部单位"))
    shown.choose("duty", list(labels.items()), none=gettext("全部职责"))
    given = shown.cleaned_data if shown.is_valid() else {}
    found = reads_people.people(
        actor,
        words=given.get("q", ""),
        agency=given.get("unit", ""),
        duty=given.get("duty", ""),
        left=bool(given.get("left", "")),
        on=today,
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = reads_people.overview(actor, list(page), clock.now())
    context = {"form": shown, "page": page, "rows": rows, **powers(actor)}
    return render(request, "desk/people/people.html", context)


@require_GET
@staff_page
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person."""
    actor, now = looker(request), clock.now()
    one = known(actor, person_id)
    labels = reads_people.duty_labels(now.date())
    context = {
        "person": one,
        "state": reads_people.sign_in_state(actor, one, now),
        "duties": [(duty, labels.get(duty.kind, duty.kind)) for duty in reads_people.duties_of(actor, one)],
        "items": reads_people.open_work(actor, one),
        "own": actor.id == PERSON + one.login,
        **powers(actor),
    }
    return render(request, "desk/people/person.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
def new(request: HttpRequest) -> HttpResponse:
    """Make an account; the one-time password is shown on the next page and nowhere else."""
    actor = able(request, MANAGE_PEOPLE)
    form = forms.PersonForm(request.POST or None)
    form.choose("agency", choices(mine(actor, MANAGE_PEOPLE)), none=gettext("选择单位"))

    def do(given: dict[str, Any]) -> HttpResponse:
        made = add_person(**{**given, "agency": agency(actor, given["agency"])}, actor=actor, now=clock.now())
        return _told(request, made.person, made.password)

    words = gettext("登记后生成一次性密码，当面交给本人，首次登录须更改。职责由安全保密管理员任命。")
    question = Question(
        gettext("登记人员"), gettext("登记人员"), reverse("desk:people"), gettext("人员与职责"), words=words
    )
    return ask(request, form, question, do)


@require_http_methods(["GET", "POST"])
@staff_page
def change(request: HttpRequest, person_id: int) -> HttpResponse:
    """Correct what is known of a person."""
    actor = able(request, MANAGE_PEOPLE)
    one = known(actor, person_id)
    was = {"name": one.name, "phone": one.phone, "email": one.email, "agency": one.agency.code if one.agency else ""}
    form = forms.ChangePersonForm(request.POST or None, initial=was)
    form.choose("agency", choices(mine(actor, MANAGE_PEOPLE)), none=gettext("选择单位"))

    def do(given: dict[str, Any]) -> str:
        where = agency(actor, given["agency"])
        change_person(person_id=one.pk, **{**given, "agency": where}, actor=actor, now=clock.now())
        return gettext("已变更人员资料。")

    return ask(request, form, question_on(one, gettext("变更资料")), do)


@require_http_methods(["GET", "POST"])
@staff_page
def password(request: HttpRequest, person_id: int) -> HttpResponse:
    """Reset the password; the new one is shown on the next page and nowhere else."""
    actor = able(request, MANAGE_PEOPLE)
    one = known(actor, person_id)

    def do(given: dict[str, Any]) -> HttpResponse:
        return _told(request, one, reset_password(person_id=one.pk, **given, actor=actor, now=clock.now()))

    words = gettext("生成新的一次性密码，原密码作废，已登录的全部退出。第二重验证不变。")
    return ask(request, forms.ReasonForm(request.POST or None), question_on(one, gettext("重置密码"), words), do)


@require_http_methods(["GET", "POST"])
@staff_page
def unlock(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take off the lock."""
    words = gettext("本人能说清是自己输错的，才解除。")
    return _simple(
        request, person_id, MANAGE_PEOPLE, gettext("解除锁定"), words, unlock_person, gettext("已解除锁定。")
    )


@require_http_methods(["GET", "POST"])
@staff_page
def sessions(request: HttpRequest, person_id: int) -> HttpResponse:
    """End every session of the person."""
    words = gettext("此人在所有设备上的登录立即失效，须重新登录。")
    return _simple(request, person_id, MANAGE_PEOPLE, gettext("结束登录"), words, end_sessions, gettext("已结束登录。"))


@require_http_methods(["GET", "POST"])
@staff_page
def factor(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take off a lost second factor."""
    words = gettext("验证器、安全密钥、备用码和统一身份认证的绑定一并撤销，已登录的全部退出。先核对确是本人。")
    verb = gettext("撤销第二重验证")
    return _simple(request, person_id, ASSIGN_DUTIES, verb, words, remove_second_factor, gettext("已撤销第二重验证。"))


def _simple(
    request: HttpRequest, person_id: int, act: str, verb: str, words: str, action: Callable[..., object], done: str
) -> HttpResponse:
    actor = able(request, act)
    one = known(actor, person_id)

    def do(given: dict[str, Any]) -> str:
        action(person_id=one.pk, **given, actor=actor, now=clock.now())
        return done

    return ask(request, forms.ReasonForm(request.POST or None), question_on(one, verb, words, grave=True), do)


def _told(request: HttpRequest, one: Person, password: str) -> HttpResponse:
    return render(request, "desk/people/password.html", {"person": one, "password": password})


def looker(request: HttpRequest) -> Actor:
    """The asker, who must be one of the three administrators. Raises PermissionDenied."""
    actor = actor_in(request)
    if not reads_people.may_see_people(actor):
        raise PermissionDenied
    return actor


def able(request: HttpRequest, act: str) -> Actor:
    """The asker, who must hold that power somewhere. Raises PermissionDenied."""
    actor = actor_in(request)
    if not any(one == act for one, _ in actor.grants):
        raise PermissionDenied
    return actor


def powers(actor: Actor) -> dict[str, bool]:
    """What the pages ask before they offer a button."""
    acts = {act for act, _ in actor.grants}
    return {"manages": MANAGE_PEOPLE in acts, "assigns": ASSIGN_DUTIES in acts}


def known(actor: Actor, person_id: int) -> Person:
    """A person the asker may see. Raises Http404."""
    found = reads_people.person(actor, person_id, clock.today())
    if found is None:
        raise Http404
    return found


def mine(actor: Actor, act: str) -> list[Agency]:
    """The agencies in which the asker holds that power today."""
    return [one for one in reads.agencies_on(actor, clock.today()) if actor.may(act, one.code)]


def agency(actor: Actor, code: str) -> Agency:
    """One agency. Raises Http404."""
    found = reads.agency(actor, code)
    if found is None:
        raise Http404
    return found


def choices(some: Any) -> list[tuple[str, str]]:
    """Code and name."""
    return [(one.code, one.name) for one in some]


def question_on(one: Person, verb: str, words: str = "", *, grave: bool = False) -> Question:
    """What stands around a form about a person."""
    return Question(
        f"{verb}：{one.name}", verb, reverse("desk:person", args=[one.pk]), one.name, words=words, grave=grave
    )
