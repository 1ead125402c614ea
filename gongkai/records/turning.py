"""The turn of the day: whose validity is another today than yesterday is told to the public side, as if it had changed.

A page that is kept as a file shows the status of the day on which it was made.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from gongkai.kit import outward
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import PublicChange
from gongkai.records.models import Publication
from gongkai.records.telling import tell_of

# Under this word the public side is told that a day has begun, with the day as key.
DAY = "day"
ONE = timedelta(days=1)
# After a longer stop every document with links is told; looking for each day would take longer than that.
LONGEST_GAP = 31


def tell_of_the_day(now: datetime) -> int:
    """The worker's job: once a day, after midnight in Beijing; how many records were told, and the day itself."""
    today = now.astimezone(BEIJING).date()
    last = PublicChange.objects.filter(kind=DAY).order_by("-pk").values_list("key", flat=True).first()
    since = date.fromisoformat(last) if last else today - ONE
    if since >= today:
        return 0
    told = 0
    with transaction.atomic():
        for row in turned(since, today).iterator(500):
            tell_of(row, now)
            told += 1
        outward.tell(DAY, today.isoformat(), now=now)
    return told + 1


def turned(since: date, today: date) -> QuerySet[Publication]:
    """Published documents that begin or cease to apply, or are acted on by another, after `since` up to `today`."""
    begins = Q(effective_on__gt=since, effective_on__lte=today)
    # The last day of the period is still one on which it applies.
    ends = Q(expires_on__gte=since, expires_on__lt=today)
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED).order_by("pk")
    linked = rows.annotate(links=Cast("validity_links", TextField()))
    return linked.filter(begins | ends | _acted_on(since, today))


def _acted_on(since: date, today: date) -> Q:
    days = (today - since).days
    if days > LONGEST_GAP:
        return ~Q(links="[]")
    found = Q()
    for number in range(1, days + 1):
        found |= Q(links__contains=(since + number * ONE).isoformat())
    return found
