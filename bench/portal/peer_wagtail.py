"""python -m bench.portal.peer_wagtail TIMES: pages and search of Wagtail, on what peer_build built."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from urllib.parse import quote

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.portal.wagtail_site.settings"

import django

django.setup()

from django.db.models import Q, QuerySet
from django.test import Client

from bench.measure import say
from bench.portal import truth
from bench.portal.finding import find
from bench.portal.making import CLASSES, UNITS, Corpus, corpus
from bench.portal.sizes import FEW, sample
from bench.portal.truth import LENGTHS, Word
from bench.portal.wagtail_site.models import A_PAGE, RecordPage
from bench.records.asking import ask

# Looking through every text takes so long that few words are asked, once each.
LOOKED_THROUGH = 1


def main(times: int) -> None:
    """Ask the pages and search; one JSON line."""
    of, words = corpus(), truth.kept()
    found = find(words, first_page, every_number, max(2, times // 12))
    few = [one for one in words if one.length == LENGTHS[0]]
    through = find(few[::2], lambda word: len(like(word)[:A_PAGE]) + like(word).count(),
                   lambda word: map(number_of, like(word).values_list("slug", flat=True)), LOOKED_THROUGH)  # fmt: skip
    say({"program": "Wagtail", "pages": pages(of, words, times), "search": found, "through": through})


def pages(of: Corpus, words: list[Word], times: int) -> dict[str, dict[str, float]]:
    """CPU, queries and p95 of each."""
    get, year = Client().get, of.fact(of.count // 2).published_at.year
    middling = [quote(one.text) for one in words if one.how_often == "middling"]
    return {
        "home": ask(get, ["/"], times),
        "unit": ask(get, [f"/unit-7/?class={one}" for one in CLASSES], times),
        "record": ask(get, [f"/unit-{one % UNITS}/r{one}/" for one in sample(of.count)], times),
        "list": ask(get, [f"/records/?page={page}" for page in range(1, 6)], times),
        "library": ask(get, [f"/records/?unit={unit}&year={year}" for unit in range(5)], times),
        "search": ask(get, [f"/search/?query={word}" for word in middling], times),
        "sitemap": ask(get, ["/sitemap.xml?p=1"], FEW),
    }


def first_page(word: str) -> int:
    """Twenty pages found and the total."""
    found = RecordPage.objects.live().search(word)
    return len(list(found[:A_PAGE])) + found.count()


def every_number(word: str) -> Iterable[int]:
    """The numbers of all that is found."""
    return (number_of(row.slug) for row in RecordPage.objects.live().search(word))


def like(word: str) -> QuerySet[RecordPage]:
    """What a site can do instead: look through every title and text."""
    rows = RecordPage.objects.live().filter(Q(title__contains=word) | Q(body__contains=word))
    return rows.order_by("-first_published_at")


def number_of(slug: str) -> int:
    """The number of a publication."""
    return int(slug[1:])


if __name__ == "__main__":
    main(int(sys.argv[1]))
