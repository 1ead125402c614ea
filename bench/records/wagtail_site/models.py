"""A record as a Wagtail page: the same facts, rich text, and the unit as its parent."""

from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class UnitPage(Page):
    """One unit; its records are the pages below it."""


class RecordPage(Page):
    """One record with the facts that the ledger filters by."""

    doc_number = models.CharField(max_length=100, blank=True)
    formed_on = models.DateField(null=True, blank=True, db_index=True)
    class_code = models.CharField(max_length=40, blank=True, db_index=True)
    mark = models.CharField(max_length=16, blank=True, db_index=True)
    body = RichTextField(blank=True)

    content_panels = [  # noqa: RUF012  as Wagtail asks for it
        *Page.content_panels,
        FieldPanel("doc_number"),
        FieldPanel("formed_on"),
        FieldPanel("class_code"),
        FieldPanel("mark"),
        FieldPanel("body"),
    ]
