"""Who is asking: every request carries an actor, made from the person's duties of today."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from gongkai.kit import clock
from gongkai.kit.who import VISITOR, Actor
from gongkai.units.acting import actor_of, duties_on
from gongkai.units.models import Duty, Person


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
    person = person_in(request)
    return VISITOR if person is None else actor_of(person, clock.today(), held_in(request))


def actor_in(request: HttpRequest) -> Actor:
    """The actor that `Asking` set, by its type."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def held_in(request: HttpRequest) -> list[Duty]:
    """The duties the signed-in person holds today; read once a request, for the gate, the actor and the frame."""
    person = person_in(request)
    if person is None:
        return []
    found: tuple[int, list[Duty]] | None = getattr(request, "_held", None)
    if found is None or found[0] != person.pk:
        # Who signs in within a request is another person than the one before.
        found = person.pk, duties_on(person, clock.today())
        request._held = found  # type: ignore[attr-defined]
    return found[1]


def person_in(request: HttpRequest) -> Person | None:
    """The signed-in person, or None."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) else None
