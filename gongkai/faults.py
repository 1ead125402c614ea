"""Whose page says that something is not there: the desk's to its people, the portal's to everyone else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from gongkai.desk.frame import missing
from gongkai.portal.views import errors


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return missing.not_found(request) or errors.not_found(request, exception)
