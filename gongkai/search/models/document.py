"""What can be found: one row with the facts that lists are filtered by, and its text kept apart."""

from __future__ import annotations

import zlib

from django.db import models


class IndexedDocument(models.Model):
    """One public thing. `id` grows with the moment of first publication: newest first is the order of the key."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    agency = models.CharField(max_length=64, blank=True)
    agency_name = models.CharField(max_length=200, blank=True)
    class_code = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=40, blank=True)
    genre = models.CharField(max_length=40, blank=True)
    document_kind = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    formed_on = models.DateField(null=True, blank=True)
    doc_number = models.CharField(max_length=100, blank=True)
    # Folded, so that it is found however it is typed.
    doc_prefix = models.CharField(max_length=60, blank=True)
    doc_year = models.PositiveSmallIntegerField(null=True, blank=True)
    doc_serial = models.PositiveIntegerField(null=True, blank=True)
    # What is in force on a day follows from these days: from when, from when no longer and why, since when changed.
    has_validity = models.BooleanField(default=False)
    effective_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_kind = models.CharField(max_length=20, blank=True)
    changed_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "search_document"
        verbose_name = "检索条目"
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="search_document_once"),)
        indexes = (
            models.Index(fields=("agency", "-id"), name="search_by_agency"),
            models.Index(fields=("class_code", "-id"), name="search_by_class"),
            models.Index(fields=("document_kind", "-id"), name="search_by_document_kind"),
            models.Index(fields=("genre", "-id"), name="search_by_genre"),
            models.Index(fields=("topic", "-id"), name="search_by_topic"),
            models.Index(fields=("doc_year", "doc_serial"), name="search_by_number"),
            models.Index(fields=("kind", "-id"), name="search_by_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class IndexedText(models.Model):
    """The text as people read it, from which the lines around what was found are cut."""

    document = models.OneToOneField(
        IndexedDocument, primary_key=True, on_delete=models.CASCADE, related_name="original"
    )
    packed = models.BinaryField()

    class Meta:
        db_table = "search_original"
        verbose_name = "检索原文"

    def __str__(self) -> str:
        return str(self.document_id)

    @property
    def text(self) -> str:
        """The text itself."""
        return zlib.decompress(self.packed).decode("utf-8")

    @staticmethod
    def pack(text: str) -> bytes:
        """A text as it is kept: a third of its size. What no database keeps is replaced."""
        return zlib.compress(text.encode("utf-8", "replace"), 6)
