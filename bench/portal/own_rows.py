"""The publications as rows of the product: unit, record, publication with its whole snapshot. No content history.

The peer's rows have no revisions either. The search index is built afterwards by the product's own command.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from bench.portal.making import UNITS, Corpus, Fact
from bench.portal.truth import Word
from gongkai.law.topics import offered_words
from gongkai.records.models import Publication, Record
from gongkai.records.said import Said, hash_of
from gongkai.records.snapshot import freeze, number_parts
from gongkai.units.models import Agency

BATCH, TOPICS = 1000, 24


def number_of(one: Fact) -> str:
    """Its index number; the class 0100 is one that nothing published later bears."""
    return f"QZ990{one.unit:02}-0100-{one.published_at.year}-{one.serial:06}"


def fact_number_of(index_number: str) -> int:
    """The number of the publication that has this index number."""
    office, _, _, serial = index_number.split("-")
    return (int(serial) - 1) * UNITS + int(office[5:])


def publications(corpus: Corpus, words: list[Word]) -> None:
    """All of them. Topics that contain a word searched for are left out, so that the truth is in title and text."""
    agencies = {int(one.code[2:]): one for one in Agency.objects.filter(code__startswith="T-")}
    offered = offered_words(settings.TOPICS, corpus.fact(0).formed_on)
    topics = [one for one in offered if not any(word.text in one for word in words)][:TOPICS]
    for facts in corpus.batches(BATCH):
        with transaction.atomic():
            _batch(facts, agencies, topics)


def _batch(facts: list[Fact], agencies: dict[int, Agency], topics: list[str]) -> None:
    saids = [_said(one, topics[one.number // UNITS % len(topics)]) for one in facts]
    rows = Record.objects.bulk_create([
        Record(
            agency=agencies[one.unit], state=Record.State.HISTORIC, imported_from=f"bench:{one.number}",
            made_at=one.published_at, changed_at=one.published_at, title=one.title, doc_number=one.doc_number,
            formed_on=one.formed_on, class_code=one.class_code, document_kind=said.document_kind, mark="proactive",
        )
        for one, said in zip(facts, saids, strict=True)
    ])  # fmt: skip
    Publication.objects.bulk_create([_public(*row) for row in zip(rows, facts, saids, strict=True)])


def _public(row: Record, one: Fact, said: Said) -> Publication:
    number, at = number_of(one), one.published_at
    kept = freeze(row, said, number=number, version=1, now=at, first=at, cleaned={}, changes=[])
    return Publication(
        record=row, content_hash="bench", version=1, index_number=number, agency_code=row.agency.code,
        agency_name=row.agency.name, title=one.title, doc_number=one.doc_number, class_code=one.class_code,
        genre=one.genre, document_kind=said.document_kind, topic=said.topic, formed_on=one.formed_on,
        effective_on=said.effective_on, published_at=at, first_published_at=at, snapshot=kept,
        snapshot_hash=hash_of(kept), **number_parts(one.doc_number),
    )  # fmt: skip


def _said(one: Fact, topic: str) -> Said:
    return Said(
        title=one.title, doc_number=one.doc_number, formed_on=one.formed_on, class_code=one.class_code,
        genre=one.genre, topic=topic, document_kind="normative_document" if one.is_normative else "other",
        effective_on=one.formed_on + timedelta(days=30) if one.is_normative else None, body=one.body, mark="proactive",
    )  # fmt: skip
