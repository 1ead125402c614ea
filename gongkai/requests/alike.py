"""Requests that look alike: by the same person, on the same subject. Shown with figures; people decide what follows.

Similarity is of characters, 0 to 100; the same document number counts as the same subject (条例第三十六条第六项).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process

from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.outcomes import edition_on, taxonomy
from gongkai.requests import sight
from gongkai.requests.models import Paper, Request

SAME = 100.0
ALIKE = 60.0
GROUPED = 75.0
# How many earlier subjects of a unit are compared, the newest first.
COMPARED = 5000
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier request: how alike its subject is, whether by the same person, and how it was answered."""

    row: Request
    percent: int
    same_person: bool
    leaf: str
    reply_number: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Subjects that are nearly one: their requests, the newest first, and how alike the least alike is."""

    subject: str
    rows: tuple[Request, ...]
    percent: int


def earlier(asker: Actor, request: Request) -> list[Earlier]:
    """Earlier requests of the unit by the same person or on the same subject, the most alike first."""
    before = sight.visible(asker).filter(agency=request.agency_id, pk__lt=request.pk).exclude(state="void")
    scores: dict[int, float] = {}
    mine = set(before.filter(same_person(request)).order_by("-pk").values_list("pk", flat=True)[:COMPARED])
    rows = list(before.order_by("-pk").values_list("pk", "subject", "doc_number")[:COMPARED])
    wanted, number = plain(request.subject), plain(request.doc_number)
    texts = {pk: plain(subject) for pk, subject, _ in rows}
    for _, score, pk in process.extract(wanted, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=SHOWN):
        scores[pk] = score
    for pk, _, said in rows:
        if number and plain(said) == number:
            scores[pk] = SAME
        elif pk in mine:
            scores.setdefault(pk, fuzz.ratio(wanted, texts[pk]))
    first = sorted(scores, key=lambda pk: (-scores[pk], -pk))[:SHOWN]
    found = {row.pk: row for row in Request.objects.filter(pk__in=first)}
    replies = dict(
        Paper.objects.filter(request__in=first, kind="reply", state=Paper.State.ISSUED).values_list("request", "number")
    )
    return [
        Earlier(found[pk], round(scores[pk]), pk in mine, leaf_label(found[pk]), replies.get(pk, "")) for pk in first
    ]


def same_person(request: Request) -> Q:
    """What finds the requests of one person again: his identity, else his name together with his contact."""
    found = Q(pk=request.pk)
    if request.identity_index:
        found |= Q(identity_index=request.identity_index)
    if request.name_index and request.contact_index:
        found |= Q(name_index=request.name_index, contact_index=request.contact_index)
    return found


def of_person(asker: Actor, request: Request) -> QuerySet[Request]:
    """All requests of the same person to the same unit, this one too, the newest first."""
    rows = sight.visible(asker).filter(same_person(request), agency=request.agency_id).exclude(state="void")
    return rows.select_related("handler").order_by("-pk")


def elsewhere(asker: Actor, request: Request) -> int:
    """How many requests the same person has with other units of the platform: the figure alone."""
    if not sight.visible(asker).filter(pk=request.pk).exists():
        return 0
    return Request.objects.filter(same_person(request)).exclude(agency=request.agency_id).exclude(state="void").count()


def grouped(rows: Iterable[Request]) -> list[Alike]:
    """The rows in groups of nearly one subject, the largest first; rows that are like no other stand alone."""
    heads: list[str] = []
    groups: list[list[tuple[Request, float]]] = []
    numbers: dict[str, int] = {}
    for row in rows:
        text, number = plain(row.subject), plain(row.doc_number)
        place = numbers.get(number) if number else None
        score = SAME
        if place is None:
            best = process.extractOne(text, heads, scorer=fuzz.ratio, score_cutoff=GROUPED)
            if best is not None:
                _, score, place = best
        if place is None:
            place = len(heads)
            heads.append(text)
            groups.append([])
        groups[place].append((row, score))
        if number:
            numbers.setdefault(number, place)
    made = [_alike(group) for group in groups]
    return sorted(made, key=lambda one: (-len(one.rows), -one.rows[0].pk))


def plain(text: str) -> str:
    """The text by which subjects are compared: one width, one case, no spaces or marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def leaf_label(request: Request) -> str:
    """The printed words of the row a request counts in; empty while it is open."""
    if not request.leaf:
        return ""
    try:
        return taxonomy(edition_on(request.closed_on or request.law_day)).leaf(request.leaf).label
    except (LawError, KeyError):
        return request.leaf


def _alike(group: Sequence[tuple[Request, float]]) -> Alike:
    least = min((score for _, score in group), default=SAME)
    return Alike(group[0][0].subject, tuple(row for row, _ in group), round(least))
