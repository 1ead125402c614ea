"""A year from the facts held against the report that was published on it, cell by cell."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.desk.compiling.chart import drawn
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.statistics import reads_held as reads
from gongkai.statistics.models import HeldCell

LONGEST = 12


@require_safe
@staff_page
def held(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Counts, chart, story and every cell; `verdict` narrows the cells."""
    verdict = request.GET.get("verdict", "")
    asked = verdict if verdict in HeldCell.Verdict.values else ""
    page = reads.page(actor_in(request), code, year, asked)
    chart = drawn([(_short(table.title), table.counts) for table in page.tables])
    context = {
        "page": page, "held": page.held, "asked": asked, "verdicts": HeldCell.Verdict.choices, "chart": chart,
        "facts": _facts(page.story), "lists": _lists(page.story),
        "any": any(table.lines for table in page.tables),
    }  # fmt: skip
    return render(request, "desk/compiling/held.html", context)


def _short(title: str) -> str:
    """A table's title as long as the drawing has room for."""
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"


def _facts(story: dict[str, Any]) -> list[tuple[str, str]]:
    """What the story says in a word or a figure."""
    return [(key, str(value)) for key, value in story.items() if isinstance(value, str | int)]


def _lists(story: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What it says in lists: courses with how often, assumptions in sentences."""
    found = []
    for key, value in story.items():
        if isinstance(value, dict):
            found.append((key, [f"{name}：{count}" for name, count in value.items()]))
        elif isinstance(value, list):
            found.append((key, [_said(one) for one in value]))
    return found


def _said(one: Any) -> str:
    return "：".join(str(part) for part in one) if isinstance(one, list) else str(one)
