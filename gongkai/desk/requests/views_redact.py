"""Marking a file page by page: the page drawn, the marks on it, what the screening proposes, burning and its proof."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.frame.answers import OTHERWISE, STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.views_files import address_of
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.requests import reads_files
from gongkai.requests.actions.accept_proposals import accept_proposals
from gongkai.requests.actions.add_mark import add_mark
from gongkai.requests.actions.change_mark import change_mark
from gongkai.requests.actions.order_burning import order_burning
from gongkai.requests.actions.remove_marks import remove_marks, undo_marks
from gongkai.requests.burning_orders import AT_ONCE, carry_out
from gongkai.requests.models import Release
from gongkai.requests.page_copies import picture_of, read_on
from gongkai.screening.covers import Cover

HUNDREDTHS = 100
MEASURES = (
    ("left", _("距左边（%）")), ("top", _("距上边（%）")), ("width", _("宽（%）")), ("height", _("高（%）")),
)  # fmt: skip
Act = Callable[[HttpRequest, Release, int], str]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def redact(request: HttpRequest, pk: int, release_id: int) -> HttpResponse:
    """One page of the file with its marks; sending a form marks, changes, accepts, undoes or burns."""
    release = reads_files.release_of(actor_in(request), pk, release_id)
    number = _number(request.POST.get("page") or request.GET.get("page"), 1)
    if request.method != "POST":
        read_on(release.source.page_copy, clock.today(), number)
        return _shown(request, release, number)
    act = _ACTS.get(request.POST.get("act", ""))
    refused: Refused | None = None
    said = ""
    try:
        if act is None:
            raise Refused("no-act", gettext("没有这种操作，未执行。请刷新后再试。"))
        said = act(request, release, number)
    except Refused as refusal:
        if refusal.code == "not-allowed":
            raise
        refused = refusal
    if not getattr(request, "htmx", False) and refused is None:
        if said:
            messages.success(request, said)
        return redirect(address_of(pk, release_id, number))
    return _shown(request, reads_files.release_of(actor_in(request), pk, release_id), number, refused, said)


def _shown(
    request: HttpRequest, release: Release, number: int, refused: Refused | None = None, said: str = ""
) -> HttpResponse:  # fmt: skip
    found = reads_files.marking_page(actor_in(request), release, number, clock.today())
    last = release.marks.order_by("-at", "-id").first()
    chosen = request.POST.get("ground") or (last.ground if last else "")
    context = {
        "found": found, "release": release, "row": release.request, "refused": refused, "said": said,
        "chosen": chosen, "measures": MEASURES, "previous": found.number - 1,
        "next": found.number + 1 if found.number < found.copy.pages else 0,
    }  # fmt: skip
    part = getattr(request, "htmx", False)
    status = STATUS.get(refused.code, OTHERWISE) if refused else 200
    return render(
        request, "desk/requests/redact_parts.html" if part else "desk/requests/redact.html", context, status=status
    )


@require_safe
@staff_page
def picture(request: HttpRequest, pk: int, release_id: int, number: int) -> HttpResponse:
    """One page as a picture."""
    release = reads_files.release_of(actor_in(request), pk, release_id)
    return HttpResponse(picture_of(release.source.page_copy, number, clock.now()), content_type="image/jpeg")


@require_safe
@staff_page
def progress(request: HttpRequest, pk: int, release_id: int) -> HttpResponse:
    """How far the burning is, asked for every other second; then the whole page anew."""
    release = reads_files.release_of(actor_in(request), pk, release_id)
    burning = release.burnings.order_by("-id").first()
    response = render(
        request, "desk/requests/redact_progress.html", {"burning": burning, "release": release, "row": release.request}
    )
    if burning is None or burning.finished_at is not None:
        response["HX-Refresh"] = "true"
    return response


def _add(request: HttpRequest, release: Release, number: int) -> str:
    add_mark(
        release.pk, _place(request, number), request.POST.get("ground", ""), request.POST.get("reason", ""),
        actor=actor_in(request), now=clock.now(),
    )  # fmt: skip
    return gettext("已遮盖。")


def _change(request: HttpRequest, release: Release, number: int) -> str:
    change_mark(
        release.pk, _number(request.POST.get("mark")), _place(request, number), request.POST.get("ground", ""),
        request.POST.get("reason", ""), actor=actor_in(request), now=clock.now(),
    )  # fmt: skip
    return gettext("已改动。")


def _remove(request: HttpRequest, release: Release, number: int) -> str:
    remove_marks(release.pk, [_number(request.POST.get("mark"))], actor=actor_in(request), now=clock.now())
    return gettext("已去掉这处遮盖。")


def _undo(request: HttpRequest, release: Release, number: int) -> str:
    count = undo_marks(release.pk, actor=actor_in(request), now=clock.now())
    return gettext("已撤销最后增加的 %(count)d 处遮盖。") % {"count": count}


def _accept(request: HttpRequest, release: Release, number: int) -> str:
    one = request.POST.get("proposal", "")
    count = accept_proposals(
        release.pk, one=_number(one) if one else None, kind=request.POST.get("kind", ""),
        ground=request.POST.get("ground", ""), actor=actor_in(request), now=clock.now(),
    )  # fmt: skip
    return gettext("已采纳，增加 %(count)d 处遮盖。") % {"count": count}


def _burn(request: HttpRequest, release: Release, number: int) -> str:
    """Short files are burned while the person waits; a long one is the worker's."""
    order = order_burning(release.pk, agreed="agreed" in request.POST, actor=actor_in(request), now=clock.now())
    if order.total <= AT_ONCE:
        carry_out(order.pk, clock.now())
        order.refresh_from_db()
        return "" if order.fault else gettext("已处理并验证，可以提供。")
    return gettext("已交后台处理，可以离开此页。")


_ACTS: dict[str, Act] = {
    "add": _add, "change": _change, "remove": _remove, "undo": _undo, "accept": _accept, "burn": _burn,
}  # fmt: skip


def _place(request: HttpRequest, number: int) -> Cover:
    """The place as typed or drawn, in per cent of the page. Raises Refused "mark-measure"."""
    try:
        measures = [int(Decimal(request.POST.get(name, "").strip()) * HUNDREDTHS) for name, _words in MEASURES]
    except (InvalidOperation, ValueError, OverflowError) as error:
        words = gettext("位置和大小须填写 0 到 100 的数字，未遮盖。")
        raise Refused("mark-measure", words) from error
    return Cover(number, *measures)


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
