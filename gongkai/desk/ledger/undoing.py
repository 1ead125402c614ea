"""Undoing an import, after asking and with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.ledger.imports import found_for
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records.actions.undo_import import undo_import


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Ask, then put away what is still as it came; a refusal keeps what was typed."""
    found, fault, status = found_for(request, batch_id), "", 200
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            undo_import(batch_id, reason, actor=actor_in(request), now=clock.now())
        except Refused as refusal:
            fault, status = refusal.sentence, STATUS.get(refusal.code, 422)
        else:
            messages.success(request, gettext("已撤销导入《%(name)s》") % {"name": found.batch.file_name})
            return redirect("desk:import", batch_id)
    context = {"found": found, "batch": found.batch, "fault": fault, "reason": reason}
    return render(request, "desk/ledger/import_undo.html", context, status=status)
