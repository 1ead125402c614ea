"""Duties given and ended, and people leaving: with the list of what is open and who takes it over."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.people import forms
from gongkai.desk.people.asking import ask
from gongkai.desk.people.views_people import able, agency, choices, known, mine, question_on
from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.units import reads_people
from gongkai.units.actions.end_duty import end_duty
from gongkai.units.actions.end_person import end_person
from gongkai.units.actions.give_duty import give_duty
from gongkai.units.handing_over import Ended
from gongkai.units.models import Person
from gongkai.units.open_work import OpenItem
from gongkai.units.powers import ASSIGN_DUTIES, MANAGE_PEOPLE


@require_http_methods(["GET", "POST"])
@staff_page
def give(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a duty."""
    actor, today = able(request, ASSIGN_DUTIES), clock.today()
    one = known(actor, person_id)
    form = forms.DutyForm(
        request.POST or None, initial={"begins": today, "agency": one.agency.code if one.agency else ""}
    )
    form.choose("agency", choices(mine(actor, ASSIGN_DUTIES)), none=gettext("选择单位"))
    form.choose("kind", list(reads_people.duty_labels(today).items()), none=gettext("选择职责"))

    def do(given: dict[str, Any]) -> str:
        where = agency(actor, given["agency"])
        give_duty(person_id=one.pk, **{**given, "agency": where}, actor=actor, now=clock.now())
        return gettext("已任命，本人登录后可见。")

    words = gettext("三员须由三人分别担任，不办理业务。其他不能兼任的，提交时说明依据。")
    return ask(request, form, question_on(one, gettext("任命职责"), words), do)


@require_http_methods(["GET", "POST"])
@staff_page
def end(request: HttpRequest, person_id: int, duty_id: int) -> HttpResponse:
    """End a duty, with what goes over."""
    actor, today = able(request, ASSIGN_DUTIES), clock.today()
    one = known(actor, person_id)
    duty = next((duty for duty in reads_people.duties_of(actor, one) if duty.pk == duty_id), None)
    if duty is None:
        raise Http404
    items = reads_people.work_left_by(actor, one, duty, today)
    form = forms.EndDutyForm(request.POST or None, initial={"ends": today})
    _offer(form, actor, one, items)

    def do(given: dict[str, Any]) -> str:
        heirs = _chosen(actor, one, items, given.pop("receivers", []))
        return _words(end_duty(duty_id=duty_id, receivers=heirs, **given, actor=actor, now=clock.now()))

    label = reads_people.duty_labels(today).get(duty.kind, duty.kind)
    question = question_on(one, gettext("免除职责"), f"{duty.agency.name}“{label}”", grave=True)
    question.more["items"] = items
    return ask(request, form, question, do)


@require_http_methods(["GET", "POST"])
@staff_page
def leave(request: HttpRequest, person_id: int) -> HttpResponse:
    """A person leaves, with what goes over."""
    actor = able(request, MANAGE_PEOPLE)
    one = known(actor, person_id)
    items = reads_people.open_work(actor, one)
    form = forms.HandoverForm(request.POST or None)
    _offer(form, actor, one, items)

    def do(given: dict[str, Any]) -> str:
        heirs = _chosen(actor, one, items, given.pop("receivers", []))
        return _words(end_person(person_id=one.pk, receivers=heirs, **given, actor=actor, now=clock.now()))

    words = gettext("全部职责今日结束，账号停用，登录立即失效。办理过的记录仍在其名下。")
    question = question_on(one, gettext("办理离任"), words, grave=True)
    question.more["items"] = items
    return ask(request, form, question, do)


def _offer(form: forms.HandoverForm, actor: Actor, one: Person, items: list[OpenItem]) -> None:
    """Offer those on duty in the units of the open items; with nothing open, nobody is asked for."""
    if not items:
        del form.fields["receivers"]
        return
    heirs = reads_people.receivers(actor, one, {item.agency_code for item in items}, clock.today())
    form.offer(heirs, {heir.pk: reads_people.words_of(actor, heir, clock.today()) for heir in heirs})


def _chosen(actor: Actor, one: Person, items: list[OpenItem], picked: list[str]) -> list[Person]:
    heirs = reads_people.receivers(actor, one, {item.agency_code for item in items}, clock.today())
    return [heir for heir in heirs if str(heir.pk) in picked]


def _words(done: Ended) -> str:
    said = [gettext("%(count)d 件移交给%(name)s") % {"count": one.count, "name": one.name} for one in done.passed]
    return gettext("已办理。") + ("；".join(said) + "。" if said else "")
