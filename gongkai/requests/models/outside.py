"""What lies at the border: what was handed in from outside and is not taken in yet, and the cards applicants may read.

The public side may add envelopes and pieces and read cards by their key; it can read no envelope's content.
"""

from __future__ import annotations

from django.db import models


class Envelope(models.Model):
    """Something handed in, sealed for the inside (kit.private.drop). `kind`: request, correction, reasons, withdrawal,
    message, complaint, record_correction. `card` says under which card the sender may ask about it; `token` is the
    form's: handed in twice, it is one. `taken_at` is set by the inside; a fault keeps it, with the sentence."""

    kind = models.CharField(max_length=20)
    receipt_number = models.CharField(max_length=24)
    agency = models.CharField(max_length=64)
    card = models.CharField(max_length=64)
    token = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    pieces = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "收件箱"
        ordering = ("id",)
        indexes = (
            models.Index(fields=("id",), condition=models.Q(taken_at=None), name="envelope_waiting"),
            models.Index(fields=("card",)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.receipt_number}"


class Piece(models.Model):
    """One piece of a file being handed in: `upload` is the hash of the upload's secret, `position` counts from 0.

    Pieces lie sealed until their envelope is taken in; those without one are swept after some days.
    """

    upload = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    sealed = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "上传分片"
        ordering = ("upload", "position")
        indexes = (models.Index(fields=("at",), name="piece_by_age"),)
        constraints = (models.UniqueConstraint(fields=("upload", "position"), name="piece_once"),)

    def __str__(self) -> str:
        return f"{self.upload[:8]}:{self.position}"


class StatusCard(models.Model):
    """What an applicant may read of his own matter, sealed with a key that only receipt number and query code give.

    Written by the inside at every step; the plain columns tell nothing of the matter.
    """

    card = models.CharField(max_length=64, primary_key=True)
    sealed = models.TextField()
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "进度卡"

    def __str__(self) -> str:
        return self.card[:8]


class CardFile(models.Model):
    """A paper or a released file that an applicant may fetch by his card, sealed with the card's key."""

    card = models.ForeignKey(StatusCard, on_delete=models.CASCADE, related_name="files")
    key = models.CharField(max_length=40)
    sealed = models.BinaryField()
    size = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "进度卡文件"
        constraints = (models.UniqueConstraint(fields=("card", "key"), name="card_file_once"),)

    def __str__(self) -> str:
        return f"{self.card_id[:8]} {self.key}"
