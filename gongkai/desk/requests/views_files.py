"""The files of a request: what came in, what is to be given and how far it is, and taking files in and out."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.frame import request_frame
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.requests import reads_files
from gongkai.requests.actions.add_source import ROLES, add_source
from gongkai.requests.actions.drop_release import drop_release
from gongkai.requests.actions.open_release import open_release
from gongkai.requests.actions.read_file import Taken, read_file, read_release
from gongkai.requests.looking import look
from gongkai.requests.models import CLOSED, Attachment, Release
from gongkai.requests.page_copies import made_ready, read_on
from gongkai.requests.sight import seen
from gongkai.units.powers import HANDLE_REQUESTS

SECTION = "request-files"
MEGABYTE = 1024 * 1024
CERTIFICATE = "certificate"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def section(request: HttpRequest, pk: int) -> HttpResponse:
    """All files by their role; sending the form adds some."""
    faults: list[str] = []
    if request.method == "POST":
        faults, added = _received(request, pk)
        if added and not faults:
            messages.success(request, gettext("已添加 %(count)d 个文件。") % {"count": added})
            return redirect("desk:request-files", pk)
    actor = actor_in(request)
    frame = request_frame(request, pk, SECTION)
    row = frame["row"]
    context = frame | {
        "groups": reads_files.files_of(actor, row), "may": actor.may(HANDLE_REQUESTS, row.agency.code),
        "open": row.state not in CLOSED, "roles": ROLES, "faults": faults, "limit": settings.UPLOAD_LIMIT_MB,
        "conversion": reads_files.conversions(actor).filter(request=row).first(), "source": Attachment.Role.SOURCE,
    }  # fmt: skip
    return render(request, "desk/requests/files.html", context, status=422 if faults else 200)


def _received(request: HttpRequest, pk: int) -> tuple[list[str], int]:
    """Add what was sent, file by file: a sentence for each that was not taken, and how many were."""
    uploads, actor = request.FILES.getlist("file"), actor_in(request)
    seen(actor, pk)
    if not uploads:
        return [gettext("没有选择文件，未添加。请先选择文件。")], 0
    faults, added = [], 0
    for upload in uploads:
        name, limit = upload.name or "", settings.UPLOAD_LIMIT_MB
        if (upload.size or 0) > limit * MEGABYTE:
            words = gettext("《%(name)s》超过 %(limit)d MB，没有添加。请压缩图片或者分成几份。")
            faults.append(words % {"name": name[:60], "limit": limit})
            continue
        data = upload.read()
        try:
            add_source(
                pk, role=request.POST.get("role", ""), name=name, data=data, looked=look(name, data), actor=actor,
                now=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            if refusal.code in ("not-allowed", "no-request"):
                raise
            faults.append(refusal.sentence)
        else:
            added += 1
    return faults, added


@require_safe
@staff_page
def attachment(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """One file as it came; taking it is written down."""
    return _sent(read_file(pk, file_id, actor=actor_in(request), now=clock.now()))


@require_safe
@staff_page
def released(request: HttpRequest, pk: int, release_id: int, form: str) -> HttpResponse:
    """The burned file, or its certificate."""
    certificate = form == CERTIFICATE
    return _sent(read_release(pk, release_id, certificate=certificate, actor=actor_in(request), now=clock.now()))


@require_POST
@staff_page
def release(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """Begin to work on a file for the applicant or for the public: make its pages ready, look through the first."""
    actor, now = actor_in(request), clock.now()
    request_row = seen(actor, pk)
    source = Attachment.objects.filter(request=request_row, pk=file_id, role=Attachment.Role.SOURCE).first()
    audience = request.POST.get("audience", "")
    if source is not None and actor.may(HANDLE_REQUESTS, request_row.agency.code):
        copy = made_ready(source, now)
        read_on(copy, now.date(), copy.pages if audience == Release.Audience.PUBLIC else 1)
    made = open_release(pk, file_id, audience=audience, actor=actor, now=now)
    return redirect("desk:request-redact", pk, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def drop(request: HttpRequest, pk: int, release_id: int) -> HttpResponse:
    """Not give the file in this version, after asking."""
    actor = actor_in(request)
    row = reads_files.release_of(actor, pk, release_id)
    if request.method == "POST":
        drop_release(release_id, actor=actor, now=clock.now())
        messages.success(request, gettext("已撤去《%(name)s》。") % {"name": row.name})
        return redirect("desk:request-files", pk)
    return render(request, "desk/requests/release_drop.html", request_frame(request, pk, SECTION) | {"release": row})


def _sent(taken: Taken) -> HttpResponse:
    """Always as a download: a file of somebody else's making is never opened in the page."""
    response = HttpResponse(taken.data, content_type=taken.media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(taken.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def address_of(pk: int, release_id: int, number: int) -> str:
    """The marking page at one page of the file."""
    return f"{reverse('desk:request-redact', args=(pk, release_id))}?page={number}"
