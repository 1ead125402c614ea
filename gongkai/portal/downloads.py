"""The kinds of file a report can be had in: their names to people, types to browsers, and file names on disk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of download. `id` is also the ending of its file and the last part of its address."""

    id: str
    words: str
    mime: str


KINDS = (
    Kind("pdf", "PDF", "application/pdf"),
    Kind("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Kind("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Kind("csv", "CSV", "text/csv; charset=utf-8"),
    Kind("json", "JSON", "application/json; charset=utf-8"),
)
BY_ID = {kind.id: kind for kind in KINDS}
UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def as_file(data: bytes, name: str, mime: str) -> HttpResponse:
    """A download under a Chinese name. Never shown in the page: an original may be a web page with script in it."""
    safe = UNFIT.sub("_", name) or "report"
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(safe)}"
    response["Content-Length"] = str(len(data))
    return response


def size_in_words(size: int) -> str:
    """Bytes as people read them: 320 KB, 1.2 MB."""
    return f"{max(1, round(size / 1024))} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
