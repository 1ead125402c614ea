"""Working days for a plan: when a request is received, closed, and every step of a case is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from gongkai.law.calendar import Calendars
from gongkai.law.receipt import received_on
from gongkai.replay.assuming import Draw
from gongkai.replay.casting import LITIGATION, RECONSIDERATION, Span, spans
from gongkai.replay.courses import Course

STEPS = ("accepted", "papers", "defence", "decided")
LEAD = {RECONSIDERATION: "filed_after_reply", LITIGATION: "suit_after_reply"}


class Days:
    """One year's calendar for planning."""

    def __init__(self, year: int, draw: Draw) -> None:
        self.year, self.draw, self.calendars = year, draw, Calendars.published()

    def working(self, first: date, last: date) -> list[date]:
        """The working days of a span."""
        days = (date.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1))
        return [day for day in days if self.calendars.is_working_day(day)]

    def on_or_after(self, day: date) -> date:
        """The day itself where people work, else the next on which they do."""
        return day if self.calendars.is_working_day(day) else self.calendars.next_working_day(day)

    def later(self, day: date, working_days: int) -> date:
        """So many working days later."""
        return self.calendars.add_working_days(day, working_days) if working_days else day

    def received(self, channel: str, event: str, came: date) -> tuple[date, bool]:
        """The day a request counts as received, and whether it is confirmed with the applicant the day after."""
        if received_on(channel, {event: came}).received_on is not None:
            return came, False
        return self.later(came, 1), True

    def course(self, course: Course, begun: date) -> Iterator[tuple[date, str]]:
        """The words of a course with their days; it begins on the day of receipt."""
        day = begun
        for word in course.words:
            if word.startswith("+"):
                day = self.later(day, int(word))
            else:
                yield day, word

    def case(self, kind: str, filed: date, *, decided: bool) -> Mapping[str, date]:
        """The days of a case from its filing; without a decision, the steps before it."""
        table = spans()[kind]
        assert isinstance(table, Mapping)
        found = {"filed": filed}
        accepted = filed + timedelta(days=self._drawn(table["accepted"]))
        papers = filed + timedelta(days=self._drawn(table["papers"]))
        found["accepted"], found["papers"] = self.on_or_after(accepted), self.on_or_after(papers)
        found["defence"] = self.on_or_after(papers + timedelta(days=self._drawn(table["defence"])))
        if decided:
            found["decided"] = self.on_or_after(accepted + timedelta(days=self._drawn(table["decided"])))
            found["arrived"] = self.on_or_after(found["decided"] + timedelta(days=self._drawn(table["arrived"])))
        return found

    def filed(self, kind: str, told: date) -> date:
        """When somebody turns against a reply he got that day."""
        return self.on_or_after(told + timedelta(days=self._drawn(spans()[LEAD[kind]])))

    def sued_after(self, arrived: date) -> date:
        """When somebody sues after a reconsideration decision that arrived that day; within the days he has."""
        day = arrived + timedelta(days=self._drawn(spans()["suit_after_decision"]))
        # Courts take suits on working days; where the next one would be too late he came on the last one before.
        while not self.calendars.is_working_day(day):
            day -= timedelta(days=1)
        return max(day, arrived)

    def _drawn(self, span: Span | Mapping[str, Span]) -> int:
        assert not isinstance(span, Mapping)
        return self.draw.between(span)
