"""Importing units and people: template, upload, preview with every fault, confirmation, and the first passwords."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock, importing
from gongkai.kit.action import Refused
from gongkai.kit.models import ImportBatch
from gongkai.kit.who import Actor
from gongkai.units import reads_imports, reads_people
from gongkai.units.actions.confirm_people_import import confirm_people_import
from gongkai.units.actions.reset_password import reset_password
from gongkai.units.actions.start_people_import import start_people_import
from gongkai.units.importing_sheets import HEADS, OFFSET, PEOPLE, template
from gongkai.units.models import Agency
from gongkai.units.powers import ASSIGN_DUTIES, MANAGE_PEOPLE

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 50
# Hashing a password is slow on purpose: so many at a time keep the page quick.
SLIPS = 20
PIECES = 40


@require_http_methods(["GET", "POST"])
@staff_page
def upload(request: HttpRequest) -> HttpResponse:
    """Upload a workbook."""
    actor, fault = _able(request), ""
    if request.method == "POST":
        try:
            return redirect("desk:people-import-preview", _taken(request, actor).pk)
        except Refused as refusal:
            fault = refusal.sentence
    context = {
        "fault": fault,
        "limit": settings.UPLOAD_LIMIT_MB,
        "heads": HEADS.items(),
        "accounts": any(act == MANAGE_PEOPLE for act, _ in actor.grants),
        "batches": reads_imports.imports(actor),
    }
    return render(request, "desk/people/import.html", context, status=422 if fault else 200)


@require_GET
@staff_page
def blank(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    _able(request)
    levels = [str(label) for _, label in Agency.Level.choices]
    answer = HttpResponse(template(levels, list(reads_people.duty_labels(clock.today()).values())), content_type=SHEET)
    answer["Content-Disposition"] = "attachment; filename*=UTF-8''%E5%8D%95%E4%BD%8D%E5%92%8C%E4%BA%BA%E5%91%98.xlsx"
    return answer


@require_http_methods(["GET", "POST"])
@staff_page
def preview(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Every row with its faults; sending the form confirms and applies the good ones."""
    actor = _able(request)
    batch = _batch(actor, batch_id)
    if request.method == "POST":
        confirm_people_import(batch_id=batch.pk, actor=actor, now=clock.now())
        importing.apply_some(batch.pk, clock.now(), PIECES)
        batch.refresh_from_db()
        failed = int(batch.options.get("failed", 0))
        said = gettext("导入 %(done)d 行，未导入 %(failed)d 行。")
        messages.success(request, said % {"done": batch.done - failed, "failed": failed})
        return redirect("desk:people-import-preview", batch.pk)
    bad = request.GET.get("show") == "bad"
    page = Paginator(reads_imports.import_rows(actor, batch, bad=bad), PAGE).get_page(request.GET.get("page"))
    rows = [(row, row.values["cells"], _line(row.number)) for row in page]
    waiting = (
        reads_imports.without_password(actor, batch, clock.today()) if batch.state == ImportBatch.State.DONE else []
    )
    context = {"batch": batch, "page": page, "rows": rows, "bad": bad, "waiting": waiting, "slips": SLIPS}
    return render(request, "desk/people/import_preview.html", context)


@require_POST
@staff_page
def slips(request: HttpRequest, batch_id: int) -> HttpResponse:
    """First passwords for the next of the imported people, shown once to be printed and handed over."""
    actor = _able(request)
    waiting = reads_imports.without_password(actor, _batch(actor, batch_id), clock.today())
    words = gettext("导入后首次发放密码")
    made = [
        (one, reset_password(person_id=one.pk, reason=words, actor=actor, now=clock.now())) for one in waiting[:SLIPS]
    ]
    context = {"made": made, "left": len(waiting) - len(made), "batch_id": batch_id}
    return render(request, "desk/people/slips.html", context)


def _taken(request: HttpRequest, actor: Actor) -> ImportBatch:
    file = request.FILES.get("file")
    if file is None:
        raise Refused("import-empty", gettext("没有选择文件，未上传。选择填好的 .xlsx 文件后再上传。"))
    if file.size and file.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        said = gettext("文件超过 %(limit)s MB，未上传。请分成几个文件导入。") % {"limit": settings.UPLOAD_LIMIT_MB}
        raise Refused("import-large", said)
    return start_people_import(name=PurePath(file.name or "").name, data=file.read(), actor=actor, now=clock.now())


def _able(request: HttpRequest) -> Actor:
    actor = actor_in(request)
    if not any(act in (MANAGE_PEOPLE, ASSIGN_DUTIES) for act, _ in actor.grants):
        raise PermissionDenied
    return actor


def _batch(actor: Actor, batch_id: int) -> ImportBatch:
    found = reads_imports.imports(actor).filter(pk=batch_id).first()
    if found is None:
        raise Http404
    return found


def _line(number: int) -> int:
    return number - OFFSET[PEOPLE] if number > OFFSET[PEOPLE] else number
