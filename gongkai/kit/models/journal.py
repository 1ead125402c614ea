"""The journal's two tables. Rows are written by `journal.write` only; the database refuses to change or remove them."""

from __future__ import annotations

from django.db import models


class JournalChain(models.Model):
    """The head of one chain: how many rows it has and the hash of the last, so that a cut-off tail is noticed."""

    name = models.CharField(max_length=64, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "日志链"

    def __str__(self) -> str:
        return f"{self.name} {self.length}"


class JournalEntry(models.Model):
    """One act: by whom, on what, what it was before and is after, and why; bound to the row before it by hash."""

    chain = models.ForeignKey(JournalChain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=128)
    act = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "日志"
        ordering = ("chain", "number")
        indexes = (models.Index(fields=("subject", "chain")), models.Index(fields=("-at",)))
        constraints = (
            models.UniqueConstraint(fields=("chain", "number"), name="journal_number_once_a_chain"),
            models.CheckConstraint(condition=~models.Q(actor=""), name="journal_has_an_actor"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="journal_counts_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.chain_id}#{self.number} {self.act}"


class JournalSeal(models.Model):
    """All chain heads of one day tied into one hash, each seal bound to the one before it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    day = models.DateField(unique=True)
    sealed_at = models.DateTimeField()
    heads = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "日志封存"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.day} {self.hash[:12]}"
