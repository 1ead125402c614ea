"""Which files the records hold: originals always, cleaned copies until withdrawal, and what is public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model, QuerySet, TextField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

from gongkai.kit import files, sweeping
from gongkai.records.models import Content, Publication, Record, Screening

CHUNK = 500


def held() -> Iterator[str]:
    """The hashes of every file that some record needs."""
    for attached in Content.objects.values_list("said__files", flat=True).iterator(CHUNK):
        yield from (one["digest"] for one in attached or ())
    for cleaned in _screenings().values_list("cleaned", flat=True).iterator(CHUNK):
        yield from (one["digest"] for one in cleaned.values())
    for attached in _public().values_list("snapshot__files", flat=True).iterator(CHUNK):
        yield from (one["digest"] for one in attached or ())


def remove_unneeded(digests: Iterable[str]) -> int:
    """Remove those files that no record needs any more; how many went."""
    return sum(1 for digest in digests if not _needed(digest) and files.discard(digest))


def _needed(digest: str) -> bool:
    return any(
        _naming(rows, field, key, digest).exists()
        for rows, field, key in (
            (_public(), "snapshot", "files"),
            (_screenings(), "cleaned", ""),
            (Content.objects.all(), "said", "files"),
        )
    )


def _naming(rows: QuerySet[Model], field: str, key: str, digest: str) -> QuerySet[Model]:
    inside = KeyTransform(key, field) if key else field
    named: QuerySet[Model] = rows.annotate(named=Cast(inside, TextField())).filter(named__contains=digest)
    return named


def _public() -> QuerySet[Publication]:
    return Publication.objects.exclude(snapshot_hash="")


def _screenings() -> QuerySet[Screening]:
    return Screening.objects.exclude(content__record__state=Record.State.WITHDRAWN)


sweeping.register("records", held)
