"""How a reader wants the pages: size, contrast and language, each in a cookie of its own, set by an ordinary link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

YEAR = 365 * 24 * 3600
# The first choice of each is what holds without a cookie.
CHOICES = {"size": ("normal", "large"), "contrast": ("normal", "more"), "language": ("zh-hans", "en")}


@dataclass(frozen=True, slots=True)
class Modes:
    """The choices in force for one request."""

    size: str
    contrast: str
    language: str


def modes_of(request: HttpRequest) -> Modes:
    """The choices from the cookies; anything unknown counts as not chosen."""
    chosen = {name: request.COOKIES.get(name, "") for name in CHOICES}
    return Modes(**{name: chosen[name] if chosen[name] in known else known[0] for name, known in CHOICES.items()})


def keep(response: HttpResponse, name: str, value: str, *, secure: bool) -> None:
    """Keep one choice for a year, or forget it when it is the ordinary one. Raises KeyError for an unknown name."""
    if value == CHOICES[name][0]:
        response.delete_cookie(name, samesite="Lax")
    else:
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)


class ChosenLanguage:
    """The page language: what the reader chose, never what the browser happens to say; Chinese is the official text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language, and tell caches that the same address has several looks."""
        with translation.override(modes_of(request).language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        return response
