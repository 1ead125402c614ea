"""Two rounds of a paper side by side, changed words marked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from gongkai.records.comparing import pieces_html
from gongkai.records.comparing_blocks import Block
from gongkai.records.comparing_text import compare_blocks
from gongkai.requests.models import PaperVersion
from gongkai.requests.reads_paper_text import version_text


@dataclass(frozen=True, slots=True)
class RowShown:
    """One paragraph of both rounds; None where one has none."""

    old: SafeString | None
    new: SafeString | None
    changed: bool


def compared(old: PaperVersion, new: PaperVersion) -> list[RowShown]:
    """The paragraphs of both."""
    before, after = ([Block("text", one) for one in version_text(version)] for version in (old, new))
    rows, _same = compare_blocks(before, after)
    return [
        RowShown(
            None if row.old is None else pieces_html(row.old), None if row.new is None else pieces_html(row.new),
            bool(row.changes),
        )
        for row in rows
    ]  # fmt: skip
