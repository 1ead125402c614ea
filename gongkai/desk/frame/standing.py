"""Where a person stands: the units in which he has a duty today, and the one he works in now."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from gongkai.desk.frame.asking import held_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.units.models import Agency
from gongkai.units.reads_people import duty_labels

CHOSEN = "unit"


@dataclass(frozen=True, slots=True)
class Post:
    """One unit with the labels of the duties held there."""

    agency: Agency
    duties: tuple[str, ...]

    @property
    def words(self) -> str:
        """The duties in one line."""
        return "、".join(self.duties)


def posts(request: HttpRequest) -> tuple[Post, ...]:
    """The units of the signed-in person by code; none for a visitor. Worked out once a request."""
    found: tuple[Post, ...] | None = getattr(request, "_posts", None)
    if found is None:
        found = _posts(request)
        request._posts = found  # type: ignore[attr-defined]
    return found


def post(request: HttpRequest) -> Post | None:
    """The unit chosen for this session, or the first; None for one without any duty."""
    held = posts(request)
    code = request.session.get(CHOSEN, "") if held else ""
    return next((one for one in held if one.agency.code == code), held[0] if held else None)


def unit(request: HttpRequest) -> Agency:
    """The unit that the person works in now. Raises Refused "no-duty" for one without any."""
    at = post(request)
    if at is None:
        raise Refused("no-duty", "你目前没有任何单位的职责，不能办理。请由安全管理员授予职责。")
    return at.agency


def choose(request: HttpRequest, code: str) -> None:
    """Work in another unit from now on. Raises Refused "no-duty" for a unit where the person has no duty."""
    if code not in {one.agency.code for one in posts(request)}:
        raise Refused("no-duty", "你在所选单位没有职责，没有切换。请由安全管理员授予职责。")
    request.session[CHOSEN] = code


def _posts(request: HttpRequest) -> tuple[Post, ...]:
    labels = duty_labels(clock.today())
    agencies: dict[str, Agency] = {}
    held: dict[str, list[str]] = {}
    for duty in held_in(request):
        agencies[duty.agency.code] = duty.agency
        held.setdefault(duty.agency.code, []).append(labels.get(duty.kind, duty.kind))
    return tuple(Post(agencies[code], tuple(held[code])) for code in sorted(held))
