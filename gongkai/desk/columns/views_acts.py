"""What is done with a column page besides writing it: each verb asks on a page of its own and comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.columns import reads
from gongkai.columns.actions.discard_page import discard_page
from gongkai.columns.actions.note_change import note_change
from gongkai.columns.actions.publish_page import publish_page
from gongkai.columns.actions.return_page import return_page
from gongkai.columns.actions.submit_page import submit_page
from gongkai.columns.actions.withdraw_page import withdraw_page
from gongkai.columns.models import Page
from gongkai.desk.columns.forms import ChangedForm, EditionForm, PublishForm, WhyForm
from gongkai.desk.columns.views_pages import page_in
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.people.asking import Question, ask
from gongkai.kit import clock
from gongkai.kit.who import Actor

ASKED = require_http_methods(["GET", "POST"])


@ASKED
@staff_page
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it over for publication."""
    actor, row = _writer(request, pk)
    form = EditionForm(request.POST or None, initial={"edition": row.edition})

    def do(given: dict[str, Any]) -> str:
        submit_page(pk, given["edition"], actor=actor, now=clock.now())
        return gettext("已提交，由本单位的发布人员核对后发布。")

    words = gettext("提交后由本单位另一位有发布权限的人员核对、发布。公众现在看到的内容在发布前不变。")
    return ask(request, form, _question(row, gettext("提交发布"), words), do)


@ASKED
@staff_page
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it public."""
    actor, row = _publisher(request, pk)
    seen = row.text.hash if row.text is not None else ""
    revision = reads.public_of(actor, row) is not None
    initial = {"edition": row.edition, "seen": seen}
    form = PublishForm(request.POST or None, initial=initial, revision=revision)

    def do(given: dict[str, Any]) -> str:
        publish_page(pk, given["edition"], given["seen"], given.get("note", ""), actor=actor, now=clock.now())
        return gettext("已发布。")

    words = gettext("发布后公众立即看到这一版，页面注明发布日期。请先在页面上核对全部内容。")
    return ask(request, form, _question(row, gettext("发布"), words), do)


@ASKED
@staff_page
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to those who write it."""
    actor, row = _publisher(request, pk)

    def do(given: dict[str, Any]) -> str:
        return_page(pk, given["edition"], given["reason"], actor=actor, now=clock.now())
        return gettext("已退回。")

    words = gettext("写明要改什么，编写的人会看到。")
    return ask(request, _why(request, row), _question(row, gettext("退回修改"), words), do)


@ASKED
@staff_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it from the public, leaving day and reason."""
    actor, row = _publisher(request, pk)

    def do(given: dict[str, Any]) -> str:
        withdraw_page(pk, given["edition"], given["reason"], actor=actor, now=clock.now())
        return gettext("已撤回。")

    words = gettext("内容立即撤下，原网址只留名称、日期和原因。指南等必须设置的页面撤回后，应当尽快重新发布。")
    return ask(request, _why(request, row), _question(row, gettext("撤回"), words, grave=True), do)


@ASKED
@staff_page
def changed(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that something it tells of is different."""
    actor, row = _writer(request, pk)
    form = ChangedForm(request.POST or None, initial={"edition": row.edition})

    def do(given: dict[str, Any]) -> str:
        note_change(pk, given["edition"], given["since"], given["reason"], actor=actor, now=clock.now())
        return gettext("已登记变更，更新期限从变更之日起算。")

    words = gettext("页面所说的情况有变、还来不及改写的，先登记，期限从变更之日起算。重新发布后结束。")
    return ask(request, form, _question(row, gettext("登记变更"), words), do)


@ASKED
@staff_page
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up what was never public."""
    actor, row = _writer(request, pk)
    form = EditionForm(request.POST or None, initial={"edition": row.edition})

    def do(given: dict[str, Any]) -> str:
        discard_page(pk, given["edition"], actor=actor, now=clock.now())
        return gettext("已作废。")

    words = gettext("从列表中去掉，写过的内容留在日志和库中。只能作废没有公开过的页面。")
    return ask(request, form, _question(row, gettext("作废草稿"), words, grave=True), do)


def _why(request: HttpRequest, row: Page) -> WhyForm:
    return WhyForm(request.POST or None, initial={"edition": row.edition})


def _question(row: Page, verb: str, words: str, *, grave: bool = False) -> Question:
    said = {"verb": verb, "page": row.get_kind_display(), "unit": row.agency.short}
    title = gettext("%(verb)s：%(unit)s的%(page)s") % said
    back = reverse("desk:column-page", args=(row.pk,))
    return Question(title, verb, back, row.get_kind_display(), words=words, grave=grave)


def _writer(request: HttpRequest, pk: int) -> tuple[Actor, Page]:
    return _with(request, pk, reads.may_edit)


def _publisher(request: HttpRequest, pk: int) -> tuple[Actor, Page]:
    return _with(request, pk, reads.may_publish)


def _with(request: HttpRequest, pk: int, may: Callable[[Actor, str], bool]) -> tuple[Actor, Page]:
    actor, row = page_in(request, pk)
    if not may(actor, row.agency.code):
        raise PermissionDenied
    return actor, row
