"""python -m bench.portal.own TIMES: pages, search and the writing of files of the product, on what own_build built."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")

import django

django.setup()

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.measure import say
from bench.portal import truth
from bench.portal.finding import find
from bench.portal.making import CLASSES, Corpus, corpus
from bench.portal.own_rows import fact_number_of, number_of
from bench.portal.sizes import A_THOUSAND, FEW, sample
from bench.portal.truth import Word
from bench.records.asking import ask
from gongkai.kit import clock, page_keeper
from gongkai.portal.static_pages.making import Made, make
from gongkai.search.asked import Asked, sought
from gongkai.search.asking import ask as ask_index
from gongkai.search.looking import Look
from gongkai.search.models import IndexedDocument
from gongkai.search.question import read

CHUNK = 10_000
FILES_A_TIME = 10
FORMS = ("record", "record-json", "record-qr")


def main(times: int) -> None:
    """Ask the pages, search, write files; one JSON line."""
    settings.ALLOWED_HOSTS = ["*"]
    of, words = corpus(), truth.kept()
    pages = asked_pages(of, words, times)
    # After the pages: what is a file is not made by the program any more.
    found = find(words, first_page, every_number, max(2, times // 12))
    newest = reverse("portal:record", args=(number_of(of.fact(of.count - 1)),))
    addresses = {"home": "/", "record": newest, "list": "/records/", "search": f"/search/?q={quote('公开')}"}
    say({"program": "gongkai", "pages": pages, "search": found, "files": written(of, times), "addresses": addresses})


def asked_pages(of: Corpus, words: list[Word], times: int) -> dict[str, dict[str, float]]:
    """CPU, queries and p95 of each."""
    get, year = Client().get, of.fact(of.count // 2).published_at.year
    middling = [quote(one.text) for one in words if one.how_often == "middling"]
    return {
        "home": ask(get, ["/"], times),
        "unit": ask(get, [f"/units/T-7/contents/{one}/" for one in CLASSES], times),
        "record": ask(get, records(of), times),
        "list": ask(get, [f"/records/?page={page}" for page in range(1, 6)], times),
        "library": ask(get, [f"/library/?agency=T-{unit}&year={year}" for unit in range(5)], times),
        "search": ask(get, [f"/search/?q={word}" for word in middling], times),
        "sitemap": ask(get, ["/sitemap-0.xml"], FEW),
        "feed": ask(get, ["/feeds/rss.xml"], times),
        "open list": ask(get, ["/open/catalogue.json"], times),
        "open year": ask(get, [f"/open/catalogue-{year}.csv"], FEW),
    }


def records(of: Corpus) -> list[str]:
    """Addresses of some records from all over."""
    return [reverse("portal:record", args=(number_of(one),)) for one in of.facts(sample(of.count))]


def first_page(word: str) -> int:
    """Twenty hits with their lines and the total."""
    return ask_index(Asked(on=clock.today(), words=word)).total


def every_number(word: str) -> Iterable[int]:
    """The numbers of all that is found, without the limit of a page."""
    ids = Look().newest(sought(Asked(on=clock.today(), words=word), read(word)), 10_000_000)
    for start in range(0, len(ids), CHUNK):
        few = IndexedDocument.objects.filter(id__in=ids[start : start + CHUNK], key__contains="-0100-")
        yield from map(fact_number_of, few.values_list("key", flat=True))


def written(of: Corpus, times: int) -> dict[str, float]:
    """Seconds a thousand files, in one process: the page of a record, its two other forms; the pages of a unit."""
    # The root counts as made by this program; otherwise the worker would begin with all pages there are.
    keeper = page_keeper.keeper()
    keeper.begin(False)
    keeper.end(True)
    few = min(FILES_A_TIME * times, of.count)
    numbers = [number_of(one) for one in of.facts(range(of.count - few, of.count))]
    unit = ["/", "/records/", "/feeds/rss.xml", *(f"/units/T-7/contents/{one}/" for one in CLASSES)]
    groups = {name: [reverse(f"portal:{name}", args=(one,)) for one in numbers] for name in FORMS}
    groups["lists"] = unit + [f"/units/T-{number}/" for number in range(50)]
    return {name: _seconds(addresses) * A_THOUSAND / len(addresses) for name, addresses in groups.items()}


def _seconds(addresses: list[str]) -> float:
    began = time.perf_counter()
    for address in addresses:
        if make(address, durable=False) is not Made.WRITTEN:
            raise SystemExit(f"{address} was not written below {Path(settings.HOME)}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]))
