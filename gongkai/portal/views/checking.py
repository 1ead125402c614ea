"""Check my report: one file in, its findings out. Nothing is kept; the page carries what copies are made of."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from gongkai.annual.documents import CannotRead
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal.checked import read_upload
from gongkai.portal.downloads import BY_ID, KINDS, as_file
from gongkai.portal.limits import MEGABYTE, minutes_to_wait
from gongkai.portal.showing import show
from gongkai.statistics.rendering import MAKERS, MARKED, render_one
from gongkai.statistics.snapshot import freeze, thaw

log = logging.getLogger(__name__)
SALT = "gongkai.portal.checked"
# WCAG 2.2.1 asks that a page left open is not lost quickly; after this the file is simply chosen again.
KEPT_SECONDS = 4 * 3600


@never_cache
@sensitive_variables()
def check(request: HttpRequest) -> HttpResponse:
    """The form, or the checked report. Faults of the file come back at the field with status 422, too many with 429."""
    if request.method != "POST":
        return _form(request)
    wait = minutes_to_wait(request, clock.now(), what="check", limit=settings.CHECKS_PER_HOUR)
    if wait:
        words = gettext("每小时可核对 %(count)s 份，现已用完。请在 %(wait)s 分钟后再试，或使用命令行工具批量核对。")
        return _form(request, words % {"count": settings.CHECKS_PER_HOUR, "wait": wait}, status=429)
    sent = request.FILES.get("file")
    if sent is None:
        return _form(request, gettext("没有选择文件。请选择一份年度报告后再核对。"), status=422)
    if sent.size > settings.UPLOAD_LIMIT_MB * MEGABYTE:
        words = gettext("文件超过 %(limit)s MB，没有核对。请删去插图，或另存为 .docx 后再试。")
        return _form(request, words % {"limit": settings.UPLOAD_LIMIT_MB}, status=422)
    try:
        checked = read_upload(VISITOR, sent.read(), sent.name or "")
    except CannotRead as unreadable:
        return _form(request, unreadable.sentence, status=422)
    except Exception as fault:
        # Whatever a file provokes, its name and words must not reach the log.
        log.error("checking a report failed with %s", type(fault).__name__)
        words = gettext("这份文件在读取时出错，没有核对。请另存为 .docx 或网页格式后再试。")
        return _form(request, words, status=422)
    context = {
        "here": "check",
        "report": checked.report,
        "shown": show(checked.report),
        "last_year": checked.last_year,
        "state": signing.dumps(freeze(checked.report), salt=SALT, compress=True),
        "kinds": KINDS,
        "marked": MARKED,
    }
    return render(request, "portal/checked.html", context)


@require_POST
@never_cache
@sensitive_variables()
def copy(request: HttpRequest) -> HttpResponse:
    """A copy of the report just checked, marked in Word or in an ordinary kind, made from the page's own state."""
    # Each check may be taken home once in every kind.
    copies = settings.CHECKS_PER_HOUR * len(MAKERS)
    wait = minutes_to_wait(request, clock.now(), what="copy", limit=copies)
    if wait:
        words = gettext("下载次数已用完。请在 %(wait)s 分钟后再下载。")
        return _form(request, words % {"wait": wait}, status=429)
    kind = request.POST.get("kind", "")
    try:
        report = thaw(signing.loads(request.POST.get("state", ""), salt=SALT, max_age=KEPT_SECONDS))
    except signing.BadSignature:
        words = gettext("核对结果已过期或不完整，没有生成文件。请重新选择文件核对。")
        return _form(request, words, status=422)
    if kind != MARKED and kind not in BY_ID:
        return _form(request, gettext("没有这种格式的文件。请重新选择文件核对，再选择下载格式。"), status=422)
    data = render_one(report, kind)
    name = report.title or gettext("年度报告")
    if kind == MARKED:
        return as_file(data, f"{name}（核对意见）.docx", BY_ID["docx"].mime)
    return as_file(data, f"{name}.{kind}", BY_ID[kind].mime)


def _form(request: HttpRequest, problem: str = "", *, status: int = 200) -> HttpResponse:
    context = {"here": "check", "problem": problem, "limit": settings.UPLOAD_LIMIT_MB}
    return render(request, "portal/check.html", context, status=status)
