"""When something cannot be shown: what it is and what to do next, in plain words and with the same frame."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.portal.terminal import frame


def _page(request: HttpRequest, status: int, heading: str, *sentences: str) -> HttpResponse:
    if request.path.startswith(frame.PATH):
        # A terminal leads nowhere else, also when something goes wrong.
        return frame.problem(request, status, heading, *sentences[:1])
    context = {"heading": heading, "sentences": sentences}
    return render(request, "portal/problem.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an address or a form that no page of ours makes."""
    return _page(request, 400, gettext("这个请求无法识别"), gettext("网址或提交的内容不完整。请返回上一页重新操作。"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _page(request, 403, gettext("这个页面不对外开放"), gettext("对外公开的政府信息可以从首页查找。"))


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: an old page, or cookies switched off."""
    return _page(
        request,
        403,
        gettext("表单已失效，没有提交"),
        gettext("页面打开过久，或者浏览器不接受本站的 Cookie。请允许本站使用 Cookie，重新打开表单页面后再提交。"),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _page(
        request,
        404,
        gettext("没有找到这个页面"),
        gettext("网址可能有误，或者这项内容没有公开、已经不再公开。"),
        gettext("可以按标题、文号或索引号检索，也可以从公开单位的栏目中查找。"),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413: the file is larger than the site takes."""
    return _page(
        request,
        413,
        gettext("文件太大，没有接收"),
        gettext("每次只接收不超过 %(limit)s MB 的文件。请删去插图，或另存为 .docx 后再试。")
        % {"limit": settings.UPLOAD_LIMIT_MB},
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, said so."""
    return _page(
        request,
        500,
        gettext("本页暂时无法显示"),
        gettext("这是本站的故障，与您的操作无关。故障已记录，维护人员会处理。"),
        gettext("其他页面仍可使用。急需这项信息的，可以向发布单位的政府信息公开工作机构索取。"),
    )
