"""Applying at the terminal: the public form in the terminal's frame; nothing of it stays in the browser."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from gongkai.columns.published import ColumnPage
from gongkai.kit import clock
from gongkai.portal.intake import FOUND, Form
from gongkai.portal.intake_forms import request_parts_here
from gongkai.portal.terminal.frame import at_point, shown
from gongkai.portal.terminal.rows import KINDS, of_found
from gongkai.portal.units import exists
from gongkai.portal.views.applying import METHODS, step_of
from gongkai.portal.views.units import known

PRINT_FORM = 3


@sensitive_post_parameters()
@sensitive_variables()
def _write(request: HttpRequest, point: ColumnPage, code: str) -> HttpResponse:
    """A request for disclosure (条例第二十九条) to one unit, written here alone or with the help of the staff."""
    if not exists(known(code, request), clock.today()):
        raise Http404
    up = reverse("portal:terminal-apply", args=(point.key, code, PRINT_FORM))

    def show(request: HttpRequest, step: str, context: dict[str, Any], status: int) -> HttpResponse:
        if step == FOUND:
            context["lines"] = of_found(context["lines"], point.key)
        # Fields are not remembered by a browser that others use after.
        return shown(request, f"ask_{step}", point, context | {"shared": True, "up": up}, status=status)

    return step_of(request, Form("request", request_parts_here, offers=KINDS, unit=code), show)


write = at_point(_write, require_http_methods(METHODS))
