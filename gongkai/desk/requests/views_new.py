"""A clerk enters a request: the channel first, then the form; a saved e-mail fills it in."""

from __future__ import annotations

import secrets
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.forms_registry import DAY, PERSON, RequestForm
from gongkai.desk.requests.frame import to
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.private_files import keep_private, take_private
from gongkai.law.receipt import channels
from gongkai.requests.actions.receive_request import receive_request
from gongkai.requests.allowing import handles
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.mail_reading import read_mail
from gongkai.requests.models import Attachment
from gongkai.requests.receiving import Application, Entered

SALT = "gongkai.desk.requests.mail"
# A form left open longer than this has lost its e-mail; the file is swept only after two days.
HELD = 24 * 3600
ORAL, EMAIL = "oral", "email"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def new(request: HttpRequest) -> HttpResponse:
    """Which way it came, or the saved e-mail that it came by."""
    unit = standing.unit(request)
    handles(actor_in(request), unit.code, _("登记申请"))
    refusal = None
    upload = request.FILES.get("mail") if request.method == "POST" else None
    if isinstance(upload, UploadedFile):
        try:
            return _from_mail(request, upload.read())
        except Refused as caught:
            refusal = caught
    context = {"unit": unit, "channels": channels().values(), "refusal": refusal}
    return render(request, "desk/requests/new.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def enter(request: HttpRequest, channel: str) -> HttpResponse:
    """The form of one channel. Saved, it shows receipt number and query code this once."""
    unit = standing.unit(request)
    handles(actor_in(request), unit.code, _("登记申请"))
    if channel not in channels():
        raise Http404
    initial = {"form_token": secrets.token_urlsafe(24), "applicant_kind": "natural_person"}
    row = channels()[channel].history[-1]
    initial[DAY + row.arrives] = clock.today().isoformat()
    form = RequestForm(request.POST or None, request.FILES or None, initial=initial, channel=channel, on=clock.today())
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            entered = receive_request(
                unit.code, _application(form, channel), _files(request, form),
                identity_checked=form.cleaned_data["identity_checked"], actor=actor_in(request), now=clock.now(),
            )  # fmt: skip
        except Refused as caught:
            refusal = caught
        else:
            return _slip(request, entered)
    return _form(request, channel, form, refusal)


def _from_mail(request: HttpRequest, data: bytes) -> HttpResponse:
    mail = read_mail(data)
    held = signing.dumps({"digest": keep_private(data), "by": actor_in(request).id}, salt=SALT)
    row = channels()[EMAIL].history[-1]
    initial: dict[str, Any] = {
        "form_token": secrets.token_urlsafe(24), "applicant_kind": "natural_person", "mail": held,
        "name": mail.name, "email": mail.address, "subject": mail.subject, "features": mail.text[:4000],
        DAY + row.arrives: (mail.received_on or clock.today()).isoformat(),
    }  # fmt: skip
    form = RequestForm(initial=initial, channel=EMAIL, on=clock.today())
    return _form(request, EMAIL, form, None, mail=mail)


def _form(request: HttpRequest, channel: str, form: RequestForm, refusal: Refused | None, **more: Any) -> HttpResponse:
    context = {
        "unit": standing.unit(request), "channel": channels()[channel], "form": form, "refusal": refusal,
        "days": [form[name] for name in form.fields if name.startswith(DAY)], "oral": channel == ORAL,
    } | more  # fmt: skip
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "desk/requests/enter.html", context, status=status)


def _application(form: RequestForm, channel: str) -> Application:
    said = form.cleaned_data
    return Application(
        channel=channel, applicant_kind=said["applicant_kind"],
        applicant=ApplicantData.of({name: said[name] for name in PERSON}), subject=said["subject"],
        doc_number=said["doc_number"], features=said["features"], supply_form=said["supply_form"],
        supply_way=said["supply_way"], items=tuple(said["items"].splitlines()), assistance=said["assistance"],
        filled_by_staff=channel == ORAL, suggests_publishing=said["suggests_publishing"],
        form_token=said["form_token"], days=form.days(),
    )  # fmt: skip


def _files(request: HttpRequest, form: RequestForm) -> list[tuple[str, str, bytes]]:
    role = Attachment.Role.SCAN.value
    found = [(role, one.name or "", one.read()) for one in form.cleaned_data["scans"]]
    if held := form.cleaned_data["mail"]:
        try:
            said = signing.loads(held, salt=SALT, max_age=HELD)
        except signing.BadSignature as error:
            raise Refused("mail-gone", _("上传的电子邮件已失效，未登记。请返回重新上传。")) from error
        if said["by"] != actor_in(request).id:
            raise Refused("mail-gone", _("这封电子邮件由别人上传，未登记。请返回重新上传。"))
        data = take_private(said["digest"])
        came = Attachment.Role.APPLICATION.value
        found += [(came, _("电子邮件.eml"), data), *((came, name, part) for name, part in read_mail(data).files)]
    return found


def _slip(request: HttpRequest, entered: Entered) -> HttpResponse:
    row = entered.request
    context = {
        "row": row, "code": entered.code, "register": to("request-act-register", row.pk),
        "attachments": row.attachments.all(), "on": clock.today(),
    }  # fmt: skip
    return render(request, "desk/requests/slip.html", context)
