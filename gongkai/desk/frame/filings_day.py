"""What of filing waits for a person today, for the home page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.statistics import reads_filings
from gongkai.statistics.filing_expected import Awaited
from gongkai.units.powers import ACCEPT_FILINGS, FILE_STATISTICS

MOST = 5


@dataclass(frozen=True, slots=True)
class FilingsDay:
    """The filings that are due, the first ones of them, and how many wait for the asker's judgement."""

    due: tuple[tuple[Awaited, str], ...]
    more: int
    received: int
    on: date


def filings_day(request: HttpRequest) -> FilingsDay | None:
    """None for who neither files nor receives, and where nothing waits."""
    actor, on = actor_in(request), clock.today()
    mine = reads_filings.codes(actor, FILE_STATISTICS)
    if not mine and not reads_filings.codes(actor, ACCEPT_FILINGS):
        return None
    due = [one for one in reads_filings.to_file(actor, on) if one.agency.code in mine] if mine else []
    received = reads_filings.to_judge(actor)
    if not due and not received:
        return None
    shown = tuple((one, _address(one)) for one in due[:MOST])
    return FilingsDay(shown, len(due) - len(shown), received, on)


def _address(one: Awaited) -> str:
    return reverse("desk:filing", args=(one.filing.pk,)) if one.filing is not None else reverse("desk:filings")
