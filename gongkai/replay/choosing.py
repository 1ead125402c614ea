"""Which decision a request of a row gets, and which request a case can be about, by the law of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.errors import LawError
from gongkai.law.remedies import remedy_for
from gongkai.replay.assuming import Draw
from gongkai.replay.casting import DIRECT, Cast
from gongkai.replay.courses import Course, courses, for_leaf, lawful, redos
from gongkai.replay.facts import Asked, CannotReplay

EITHER, NONE = "either", "none"
# With what a reply that was set aside had refused the information.
SET_ASIDE = ("does_not_exist", "not_responsible", "refuse")


@dataclass(slots=True)
class Wanted:
    """The courses a request may take, in the order in which they are tried; `again` what a redo leads to."""

    leaf: str
    tried: list[Course]
    again: Course | None = None

    def first(self, came: date) -> Course | None:
        """The first that the law of that day knows."""
        return next((one for one in self.tried if lawful(one, came)), None)


def chosen(one: Asked, year: int, draw: Draw, end: date) -> Wanted:
    """Courses to the row of a request: the drawn one first. Raises CannotReplay where no lawful course leads there."""
    found = for_leaf(one.leaf, year, one.decision) if one.leaf else _long()
    found = [course for course in found if lawful(course, end)]
    if not found:
        raise CannotReplay(f"没有登记办成“{one.leaf}”的经过，不能还原。请在 courses.toml 补登。")
    drawn = draw.course(found)
    rest = [course for course in found if course != drawn]
    return Wanted(one.leaf, [drawn, *sorted(rest, key=lambda course: course.working_days)])


def matched(
    roots: Sequence[int], cases: Sequence[Cast], wanted: Sequence[Wanted], year: int, draw: Draw
) -> dict[int, int]:
    """Case to request, by place; what the case needs of the request's course is fixed there. Raises CannotReplay."""
    free = [place for place, one in enumerate(wanted) if one.leaf and any(course.replies for course in one.tried)]
    draw.random.shuffle(free)
    found: dict[int, int] = {}
    # The hardest first: what is handled anew and what may be sued for at once fit fewest requests.
    for root in sorted(roots, key=lambda at: (not cases[at].ending.again, cases[at].block != DIRECT)):
        place = next((one for one in free if _takes(cases[root], wanted[one], year, draw)), None)
        if place is None:
            raise CannotReplay("表四的复议、诉讼多于当年可以提出复议、诉讼的答复，不能逐件还原。")
        free.remove(place)
        found[root] = place
    return found


def _takes(case: Cast, wanted: Wanted, year: int, draw: Draw) -> bool:
    """Whether the case can be about that request; if so its courses are narrowed to fit."""
    if case.ending.again:
        again = next((one for one in redos() if one.leaf(year) == wanted.leaf), None)
        if again is None:
            return False
        before = [one for one in courses() if one.decision in SET_ASIDE and one.decision != again.decision]
        before = [one for one in before if not one.severed and one.ground in ("", "process_information")]
        draw.random.shuffle(before)
        wanted.tried, wanted.again = before, again
        return True
    fitting = [one for one in wanted.tried if one.replies and _regime(one, year) in _regimes(case)]
    if fitting:
        wanted.tried = fitting
    return bool(fitting)


def _regimes(case: Cast) -> tuple[str, ...]:
    return (EITHER,) if case.block == DIRECT else (EITHER, "reconsideration_first")


def _regime(course: Course, year: int) -> str:
    ground = course.ground if course.severed else None
    try:
        return remedy_for(course.leaf(year), date(year, 12, 31), ground, decision=course.decision).regime.code
    except LawError:
        return NONE


def _long() -> list[Course]:
    """Courses for what is still open at the year's end."""
    return [one for one in courses() if one.decision == "release" and one.working_days >= 10]
