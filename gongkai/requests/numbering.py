"""Own number series: requests, papers, dossiers, each by unit and year, without gaps or doubles."""

from __future__ import annotations

import secrets
from datetime import date

from gongkai.requests.models import NumberSeries, Request
from gongkai.units.models import Agency

REQUESTS = "request"
# Without letters and figures that are mistaken for one another when read aloud or written down.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def next_number(agency: Agency, series: str, year: int) -> int:
    """The next number of the series, held by the transaction that takes it: rolled back, it is not used up."""
    NumberSeries.objects.get_or_create(agency=agency, series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(agency=agency, series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def number_request(request: Request, year: int) -> None:
    """Give a request its own number of that year, unless it has one."""
    if not request.number:
        request.number = f"{year}-{next_number(request.agency, REQUESTS, year):04d}"


def receipt_number(on: date) -> str:
    """What the applicant holds: the day and eight letters by chance; nothing can be told or guessed from it."""
    return f"{on:%Y%m%d}-" + "".join(secrets.choice(LETTERS) for _ in range(8))


def query_code() -> str:
    """Twelve letters by chance in three groups: what proves, with the receipt number, whose matter it is."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join(drawn[start : start + 4] for start in (0, 4, 8))
