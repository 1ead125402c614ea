"""Findings over time: the same fault is one row, opened when first seen, mended when its page is read without it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F

from gongkai.inspection.looking import KINDS, SITE_KINDS, Found
from gongkai.inspection.models import Probe, ProbeFinding
from gongkai.kit.clock import day_of

State = ProbeFinding.State
LINKED = ("dead_link", "missing_file", "no_answer")
OF_SITE = ("certificate", "certificate_near")
# What one reading of a page tells, and so what the next reading may show to be mended.
PAGE_KINDS = tuple(one for one in KINDS if one not in LINKED and one not in OF_SITE)
assert set(LINKED + OF_SITE) <= set(SITE_KINDS)


def keep(probe: Probe, found: Iterable[Found], agency: str, now: datetime) -> None:
    """Write down what was seen. A mended fault is open again; one that was judged to be none stays so."""
    for one in found:
        key = one.key(agency)
        told = {"sentence": one.sentence[:400], "excerpt": one.excerpt[:200], "last_seen_at": now}
        row, fresh = ProbeFinding.objects.get_or_create(
            key=key,
            defaults={
                **told, "kind": one.kind, "address": one.address, "agency_code": agency, "cite": one.cite,
                "first_seen_at": now, "first_probe": probe,
            },
        )  # fmt: skip
        if not fresh:
            rows = ProbeFinding.objects.filter(pk=row.pk)
            rows.filter(state=State.MENDED).update(
                state=State.OPEN, mended_on=None, mended_probe=None, times=F("times") + 1
            )
            rows.update(**told)


def settle(
    probe: Probe, address: str, kinds: Collection[str], still: Collection[str], now: datetime, *,
    among: Collection[str] | None = None,
) -> int:  # fmt: skip
    """Mend what is open of these kinds at the address (empty: anywhere, or `among` these) and was not seen again."""
    rows = ProbeFinding.objects.filter(state=State.OPEN, kind__in=kinds)
    if address:
        rows = rows.filter(address=address)
    gone = [
        pk for pk, key, place in rows.values_list("pk", "key", "address")
        if key not in still and (among is None or place in among)
    ]  # fmt: skip
    return ProbeFinding.objects.filter(pk__in=gone).update(
        state=State.MENDED, mended_on=day_of(now), mended_probe=probe
    )
