"""Adding, changing and removing one item of a catalogue that is being compiled."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.columns import items_reads as reads
from gongkai.columns.actions.remove_item import remove_item
from gongkai.columns.actions.save_item import save_item
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.items.forms import ItemForm, ReasonForm
from gongkai.desk.items.views import seen
from gongkai.desk.people.asking import Question, ask
from gongkai.kit import clock
from gongkai.law.items import item_columns


@require_http_methods(["GET", "POST"])
@staff_page
def add(request: HttpRequest, catalogue_id: int) -> HttpResponse:
    """A new item at the end."""
    return _form(request, seen(request, catalogue_id), None)


@require_http_methods(["GET", "POST"])
@staff_page
def change(request: HttpRequest, catalogue_id: int, key: str) -> HttpResponse:
    """One item."""
    row = seen(request, catalogue_id)
    return _form(request, row, _item(request, row, key))


@require_http_methods(["GET", "POST"])
@staff_page
def remove(request: HttpRequest, catalogue_id: int, key: str) -> HttpResponse:
    """Take it out."""
    row = seen(request, catalogue_id)
    item = _item(request, row, key)

    def do(given: dict[str, Any]) -> str:
        remove_item(row.pk, given["edition"], key, given["reason"], actor=actor_in(request), now=clock.now())
        return gettext("已删去“%(name)s”。") % {"name": item.name}

    form = ReasonForm(request.POST or None, initial={"edition": row.edition})
    words = gettext("现行目录仍有这一项，直到新目录公布。编码不再用于别的事项。")
    title = gettext("删去“%(name)s”") % {"name": item.name}
    return ask(request, form, _question(row, title, gettext("删去"), words, grave=True), do)


def _form(request: HttpRequest, row: ItemCatalogue, item: Item | None) -> HttpResponse:
    actor, today = actor_in(request), clock.today()
    if not reads.may(actor, row, today).edit:
        raise Http404
    form = ItemForm(
        item_columns(today), reads.class_choices(actor, row, today), request.POST or None,
        initial={**reads.texts_of(item), "edition": row.edition},
    )  # fmt: skip

    def do(given: dict[str, Any]) -> str:
        edition = given.pop("edition")
        made = save_item(row.pk, edition, given, key=item.key if item else "", actor=actor, now=clock.now())
        return gettext("已保存“%(name)s”。") % {"name": made.name}

    title = gettext("修改事项 %(key)s") % {"key": item.key} if item else gettext("新增事项")
    words = gettext("上级退回意见：%(mark)s") % {"mark": item.mark} if item and item.mark else ""
    return ask(request, form, _question(row, title, gettext("保存"), words), do)


def _item(request: HttpRequest, row: ItemCatalogue, key: str) -> Item:
    found = reads.item(actor_in(request), row, key)
    if found is None:
        raise Http404
    return found


def _question(row: ItemCatalogue, title: str, verb: str, words: str = "", *, grave: bool = False) -> Question:
    back = reverse("desk:items-catalogue", args=(row.pk,))
    name = gettext("%(unit)s事项目录（第%(version)s版）") % {"unit": row.agency.short, "version": row.version}
    return Question(title, verb, back, name, words=words, grave=grave)
