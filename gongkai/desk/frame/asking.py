"""Who is asking: every request carries an actor, made from the person's duties of today."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from gongkai.kit import clock
from gongkai.kit.who import VISITOR, Actor
from gongkai.units.acting import actor_of
from gongkai.units.models import Person


class Asking:
    """Sets `request.actor`, worked out only where a page looks at it; a visitor for the public pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with its actor."""
        request.actor = SimpleLazyObject(lambda: asker_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def asker_of(request: HttpRequest) -> Actor:
    """The actor of the signed-in person, or the visitor."""
    person = request.user
    if isinstance(person, Person) or getattr(person, "is_authenticated", False):
        return actor_of(Person.objects.get(pk=person.pk), clock.today())
    return VISITOR
