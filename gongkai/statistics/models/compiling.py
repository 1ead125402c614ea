"""The year's report in the making: its text with live figures, who reviewed it, and how it was issued (art. 49)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.statistics.models.filing import Filing
from gongkai.statistics.models.published_report import AnnualReport
from gongkai.units.models import Agency, Person


class Compilation(models.Model):
    """One agency's report on one year in the making. Tables come from `filing`; the text is in its versions.

    `chain` are the steps it must pass ({"duty", "label"}), `position` the step it waits at. `issue` holds what its
    cover document needs (kind, addressees, copies, office, day) once decided. `signed_hash` is what was submitted and
    is being reviewed, then what was signed. Issued, nothing changes any more.
    """

    class State(models.TextChoices):
        """Where it is."""

        DRAFT = "draft", "编写中"
        IN_REVIEW = "in_review", "审核中"
        RETURNED = "returned", "已退回"
        SIGNED = "signed", "已签发"
        ISSUED = "issued", "已印发"
        PUBLISHED = "published", "已公开"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="compilations")
    year = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=32)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="compilations")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    chain = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    submitted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    signed_hash = models.CharField(max_length=64, blank=True)
    issue = models.JSONField(default=dict)
    number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    files = models.JSONField(default=dict)
    published = models.ForeignKey(AnnualReport, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "年度报告编制"
        ordering = ("-year", "agency")
        constraints = (
            models.UniqueConstraint(fields=("agency", "year"), name="one_compilation_a_year"),
            models.UniqueConstraint(fields=("number",), condition=~Q(number=""), name="report_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("signed", "issued", "published")) | ~Q(signed_hash=""),
                name="signed_compilation_binds_content",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("issued", "published")) | Q(issued_on__isnull=False),
                name="issued_compilation_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year} {self.state}"


class CompilationVersion(models.Model):
    """One state of the text, never changed. `sections` is a list of {"id", "heading", "text"}; figures in the text
    stand as placeholders that the measures fill, so a fact that changes changes the sentence."""

    compilation = models.ForeignKey(Compilation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    lead = models.TextField(blank=True)
    sections = models.JSONField(default=list)
    # What the placeholders said and what stood in the tables when this was written: {"named": {}, "cells": {}}.
    figures = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "年度报告文稿"
        ordering = ("compilation", "-number")
        constraints = (models.UniqueConstraint(fields=("compilation", "number"), name="text_version_once"),)

    def __str__(self) -> str:
        return f"{self.compilation_id} v{self.number}"


class CompilationReview(models.Model):
    """One verdict on one content, never changed; nobody passes what he submitted."""

    class Verdict(models.TextChoices):
        """What was said."""

        PASSED = "passed", "通过"
        RETURNED = "returned", "退回"

    compilation = models.ForeignKey(Compilation, on_delete=models.PROTECT, related_name="reviews")
    step = models.PositiveSmallIntegerField()
    duty = models.CharField(max_length=32)
    verdict = models.CharField(max_length=10, choices=Verdict)
    words = models.CharField(max_length=400, blank=True)
    content_hash = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "年度报告审核"
        ordering = ("compilation", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(by=F("submitted_by")), name="report_not_passed_by_who_submitted"),
            models.CheckConstraint(condition=~Q(verdict="returned") | ~Q(words=""), name="report_returned_with_words"),
        )

    def __str__(self) -> str:
        return f"{self.compilation_id} {self.duty} {self.verdict}"
