"""What a report does not say and a replay has to: drawn with a fixed seed, so that every playing is the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import TypeVar

from gongkai.law.loading import load
from gongkai.replay.courses import DATA, Course, reply_lawful

Item = TypeVar("Item")
REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The shares of what is drawn: channels with their event, ways of service, decisions of one row, subjects."""

    seed: int
    channels: tuple[tuple[str, str, int], ...]
    replies: tuple[tuple[str, int], ...]
    decisions: dict[str, int]
    subjects: tuple[str, ...]
    applicants: dict[str, tuple[str, str]]


@cache
def assumptions() -> Assumptions:
    """As the data file has them."""
    row = load(DATA / "assumptions.toml")
    decisions, subjects = row.table("decisions"), row.table("subjects")
    assert decisions is not None and subjects is not None
    return Assumptions(
        row.integer("seed"),
        tuple((one.text("code"), one.text("event"), one.integer("weight")) for one in row.rows("channel")),
        tuple((one.text("words"), one.integer("weight")) for one in row.rows("reply")),
        {code: decisions.integer(code) for code in decisions.keys()},
        subjects.texts("words", required=True),
        {one.text("kind"): (one.text("name"), one.text("identity_kind")) for one in row.rows("applicant")},
    )


class Draw:
    """The draws of one replay, in one order."""

    def __init__(self, year: int) -> None:
        self.said = assumptions()
        self.random = Random(self.said.seed + year)

    def one(self, items: Sequence[Item], weights: Sequence[int]) -> Item:
        """One of them by weight."""
        return self.random.choices(items, weights)[0]

    def course(self, found: Sequence[Course]) -> Course:
        """One of the courses: first the decision, then the way to it."""
        names = list(dict.fromkeys(one.decision for one in found))
        decision = self.one(names, [self.said.decisions.get(name, 1) for name in names])
        ways = [one for one in found if one.decision == decision]
        return self.one(ways, [one.weight for one in ways])

    def channel(self, given: str) -> tuple[str, str]:
        """A channel and the event by which a request comes through it."""
        events = {code: event for code, event, _ in self.said.channels}
        code = given or self.one(list(events), [weight for *_, weight in self.said.channels])
        return code, events[code]

    def reply(self, on: date) -> str:
        """How the reply to a request that came that day is served."""
        known = [(words, weight) for words, weight in self.said.replies if reply_lawful(words, on)]
        return self.one([words for words, _ in known], [weight for _, weight in known])

    def between(self, span: int | tuple[int, int]) -> int:
        """A number of days."""
        return span if isinstance(span, int) else self.random.randint(*span)

    def subject(self, place: int, year: int) -> str:
        """What is asked for: made up, and marked as such."""
        words = self.said.subjects[place % len(self.said.subjects)]
        return f"{year - 1}年度{words}（演练第{place + 1}件）"
