"""From a watched clock to the page of the thing, where the asker may open it there."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from gongkai.kit.who import Actor
from gongkai.supervision.models import Watch
from gongkai.units import powers

# Which power opens a page, by the first word of its name; a page not named here is not linked.
OPENED_BY = {
    "record": (powers.READ,), "records": (powers.READ,), "reviews": (powers.READ,), "review": (powers.READ,),
    "items": (powers.READ,), "item": (powers.READ,), "columns": (powers.READ,), "column": (powers.READ,),
    "adjustment": (powers.ADJUST,),
    "request": (powers.READ_REQUESTS,), "requests": (powers.READ_REQUESTS,), "paper": (powers.READ_REQUESTS,),
    "subcase": (powers.READ_REQUESTS, powers.ANSWER_SUBCASES),
    "matter": (powers.HANDLE_MATTERS,), "matters": (powers.HANDLE_MATTERS,),
    "dispute": (powers.HANDLE_DISPUTES,), "disputes": (powers.HANDLE_DISPUTES,),
    "halls": (powers.DELIVER, powers.OVERSEE_DELIVERY), "hall": (powers.DELIVER, powers.OVERSEE_DELIVERY),
    "assurance": (powers.READ, powers.SET_ASSURANCE),
    "filing": (powers.FILE_STATISTICS, powers.READ_STATISTICS),
    "filings": (powers.FILE_STATISTICS, powers.READ_STATISTICS),
    "compilation": (powers.COMPILE_REPORT, powers.READ_STATISTICS),
}  # fmt: skip


def address_of(asker: Actor, watch: Watch) -> str:
    """The address, or nothing: another unit's thing stays closed to who only watches its days."""
    wanted = OPENED_BY.get(watch.subject_page.partition("-")[0], ())
    if not any(asker.may(act, watch.agency.code) for act in wanted):
        return ""
    try:
        return reverse(f"desk:{watch.subject_page}", args=[watch.subject_key] if watch.subject_key else [])
    except NoReverseMatch:
        return ""
