"""A publication as a Wagtail page: the same facts, rich text, the unit as its parent; lists by its manual."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

A_PAGE, NEWEST = 20, 10


class HomePage(Page):
    """The newest publications and the units."""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With both lists."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["newest"] = RecordPage.objects.live().order_by("-first_published_at")[:NEWEST]
        context["units"] = UnitPage.objects.child_of(self).live().order_by("path")
        return context


class UnitPage(Page):
    """One unit; its publications are the pages below it."""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With one page of its list, of one class where one is asked for."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        rows = RecordPage.objects.child_of(self).live().order_by("-first_published_at")
        if chosen := request.GET.get("class"):
            rows = rows.filter(class_code=chosen)
        context["rows"] = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        return context


class RecordPage(Page):
    """One publication."""

    doc_number = models.CharField(max_length=100, blank=True)
    formed_on = models.DateField(null=True, blank=True, db_index=True)
    class_code = models.CharField(max_length=40, blank=True, db_index=True)
    genre = models.CharField(max_length=40, blank=True, db_index=True)
    body = RichTextField(blank=True)

    search_fields = [  # noqa: RUF012  as Wagtail asks for it
        *Page.search_fields,
        index.SearchField("body"),
        index.SearchField("doc_number"),
        index.FilterField("class_code"),
        index.FilterField("formed_on"),
    ]
