"""Adding, changing and removing one column of a list that is being prepared, and importing all of them."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.inspection.forms import RemoveForm, RowForm, UploadForm
from gongkai.desk.inspection.views_assurance import editable, question
from gongkai.desk.people.asking import ask
from gongkai.inspection import reads_assurance as reads
from gongkai.inspection.acting import Said, said_of
from gongkai.inspection.actions.import_assurance_list import import_assurance_list
from gongkai.inspection.actions.remove_assurance_row import remove_assurance_row
from gongkai.inspection.actions.save_assurance_row import save_assurance_row
from gongkai.inspection.columns import labels
from gongkai.inspection.models import AssuranceList, AssuranceRow
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.inspection import column_kinds

MEGABYTE = 1024 * 1024
FIELDS = ("column", "unit_code", "kind", "responsible", "person", "every", "unit", "basis", "remark")


@require_http_methods(["GET", "POST"])
@staff_page
def add(request: HttpRequest, list_id: int) -> HttpResponse:
    """A new column at the end."""
    return _form(request, editable(request, list_id), None)


@require_http_methods(["GET", "POST"])
@staff_page
def change(request: HttpRequest, list_id: int, row_id: int) -> HttpResponse:
    """One column."""
    of = editable(request, list_id)
    return _form(request, of, _row(request, of, row_id))


@require_http_methods(["GET", "POST"])
@staff_page
def remove(request: HttpRequest, list_id: int, row_id: int) -> HttpResponse:
    """Take it out."""
    of = editable(request, list_id)
    row = _row(request, of, row_id)
    name = labels(clock.today()).get(row.column, row.column)

    def do(given: dict[str, Any]) -> str:
        remove_assurance_row(
            of.pk, given["edition"], row.pk, given["reason"], actor=actor_in(request), now=clock.now()
        )  # fmt: skip
        return gettext("已删去“%(name)s”。") % {"name": name}

    form = RemoveForm(request.POST or None, initial={"edition": of.edition})
    words = gettext("执行中的清单仍有这个栏目，直到新的一版确认。")
    return ask(request, form, question(of, gettext("删去栏目"), gettext("删去"), words), do)


@require_http_methods(["GET", "POST"])
@staff_page
def upload(request: HttpRequest, list_id: int) -> HttpResponse:
    """A sheet in the place of all rows; with a fault nothing is changed."""
    of = editable(request, list_id)

    def do(given: dict[str, Any]) -> str:
        file = given["file"]
        if file.size > settings.UPLOAD_LIMIT_MB * MEGABYTE:
            said = gettext("文件超过 %(limit)s MB，未导入。请删去无关的工作表。") % {"limit": settings.UPLOAD_LIMIT_MB}
            raise Refused("import-large", said)
        count = import_assurance_list(
            of.pk, given["edition"], name=PurePath(file.name or "").name, data=file.read(), actor=actor_in(request),
            now=clock.now(),
        )  # fmt: skip
        return gettext("已导入 %(count)s 个栏目。") % {"count": count}

    form = UploadForm(request.POST or None, request.FILES or None, initial={"edition": of.edition})
    words = gettext("用“导出 Excel”得到的表格填写后上传，表中的行替换本版全部栏目；有一处认不出，整份不导入。")
    return ask(request, form, question(of, gettext("从表格导入"), gettext("导入"), words), do)


def _row(request: HttpRequest, of: AssuranceList, row_id: int) -> AssuranceRow:
    row = reads.row(actor_in(request), of, row_id)
    if row is None:
        raise Http404
    return row


def _form(request: HttpRequest, of: AssuranceList, row: AssuranceRow | None) -> HttpResponse:
    actor, on = actor_in(request), clock.today()
    said = said_of(row) if row else None
    first = {name: getattr(said, name) for name in FIELDS} if said else {"responsible": of.agency.code}
    form = RowForm(
        labels(on).items(),
        reads.below(actor, of, on),
        [(one.code, f"{one.label}（{one.hint}）") for one in column_kinds(on)],
        reads.people(actor, of, on),
        request.POST or None,
        initial={"edition": of.edition, **first},
    )

    def do(given: dict[str, Any]) -> str:
        save_assurance_row(
            of.pk, given["edition"], Said(**{name: given[name] for name in FIELDS}), row_id=row.pk if row else None,
            actor=actor, now=clock.now(),
        )  # fmt: skip
        return gettext("已保存。")

    title = gettext("修改栏目") if row else gettext("新增栏目")
    return ask(request, form, question(of, title, gettext("保存")), do)
