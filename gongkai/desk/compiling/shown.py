"""A report in the making as HTML: figures marked in their sentences, passages of last year marked, tables in place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from gongkai.annual.narrating import LEAD, PART
from gongkai.statistics.compiling import Written
from gongkai.statistics.compiling_checks import Checked, Remark

STATES = {
    "draft": ("pen", ""), "in_review": ("clock", "care"), "returned": ("back", "care"), "signed": ("ok", "main"),
    "issued": ("doc", "main"), "published": ("okc", "main"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """One place: the name of its field, its heading and level, its text as typed and as printed, what is said of it."""

    id: str
    field: str
    heading: str
    level: int
    raw: str
    html: SafeString
    table: SafeString
    remarks: tuple[Remark, ...]
    copied: bool
    empty: str

    @property
    def rows(self) -> int:
        """Lines of the field, about as many as the text needs."""
        return min(24, max(4, len(self.raw) // 30 + self.raw.count("\n") + 2))


def field_of(id: str) -> str:
    """The name of a place's field."""
    return "place-" + id.replace(PART, "-")


def places(written: tuple[Written, ...], checked: Checked, tables: dict[str, str]) -> list[PlaceShown]:
    """Every place in printed order."""
    copied = checked.copied.passages if checked.copied is not None and checked.copied.too_much else {}
    found = []
    for one in written:
        id = one.slot.id
        needless = one.slot.table or one.slot.parted or id == LEAD
        found.append(
            PlaceShown(
                id, field_of(id), one.slot.heading or "引言", 3 if PART in id else 2, one.raw,
                text_html(one, copied.get(id, ())),
                mark_safe(tables.get(id, "")),  # made and escaped by annual.render.html
                tuple(remark for remark in checked.remarks if remark.place == id), bool(copied.get(id)),
                "" if needless or one.filled.text.strip() else one.printed,
            )
        )  # fmt: skip
    return found


def text_html(one: Written, copied: tuple[tuple[int, int], ...] = ()) -> SafeString:
    """The filled text in paragraphs; each figure says by its title what it is, passages of last year are marked."""
    text = one.filled.text
    figures = {span.start: span for span in one.filled.spans}
    edges = sorted({0, len(text), *(at for span in one.filled.spans for at in (span.start, span.end)),
                    *(at for pair in copied for at in pair)})  # fmt: skip
    out: list[str] = []
    inside = ""
    for start, end in pairwise(edges):
        span = next((one for at, one in figures.items() if at <= start and end <= one.end), None)
        marked = any(low <= start and end <= high for low, high in copied)
        piece = escape(text[start:end])
        if span is not None:
            piece = format_html('<b class="fig" title="{}">{}</b>', span.label, piece)
        inside += f"<mark>{piece}</mark>" if marked else str(piece)
    for line in inside.split("\n"):
        if line.strip():
            out.append(f"<p>{line}</p>")
    return mark_safe("".join(out))  # every piece was escaped above


def state_of(state: str) -> tuple[str, str]:
    """Icon and tone."""
    return STATES[state]
