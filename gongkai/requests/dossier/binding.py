"""One PDF of all leaves: cover, contents, every page with its running number, bookmarks, and the closing sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pypdf
from pypdf.generic import DecodedStreamObject, DictionaryObject, FloatObject, NameObject, RectangleObject

from gongkai.law.dossiers import DossierRules, Retention
from gongkai.papers.blocks import Block, Body, NewPage, Paper, Signature, Title, day_words
from gongkai.papers.pdf import to_pdf
from gongkai.requests.dossier.leaves import Leaf
from gongkai.requests.dossier.sheets import table

# Where the running number stands: from the upper right corner of the sheet, in points.
FROM_RIGHT, FROM_TOP, POINTS = 48.0, 30.0, 11.0


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover and the closing sheet; `facts` are lines of a head and words."""

    title: str
    agency: str
    number: str
    facts: Sequence[tuple[str, str]]
    retention: Retention
    made_by: str
    day: date


@dataclass(frozen=True, slots=True)
class Bound:
    """The PDF, its numbered pages (cover, contents and closing sheet are not numbered), and the lines of the contents:
    position, part, number, author, title, on, first, last, note, sha256, file; first and last are 0 where not bound."""

    pdf: bytes
    pages: int
    lines: tuple[Mapping[str, str | int], ...]


def bound(cover: Cover, leaves: Sequence[Leaf], rules: DossierRules) -> Bound:
    """Bind the leaves in their order."""
    body, lines, first = pypdf.PdfWriter(), [], 1
    starts: list[tuple[str, int]] = []
    for position, leaf in enumerate(leaves, start=1):
        count = _append(body, leaf.pdf) if leaf.pdf else 0
        if count:
            starts.append((f"{position}. {leaf.title}", first))
        lines.append(_line(position, leaf, rules, first if count else 0, first + count - 1 if count else 0))
        first += count
    pages = first - 1
    _number(body)
    whole = pypdf.PdfWriter()
    front = _append(whole, _front(cover, lines, pages, rules))
    for page in body.pages:
        whole.add_page(page)
    for words, start in starts:
        whole.add_outline_item(title=words, page_number=front + start - 1)
    _append(whole, _closing(cover, lines, pages, rules))
    whole.add_metadata({"/Title": f"{cover.title} {cover.number}".strip(), "/Author": cover.agency, "/Producer": ""})
    out = io.BytesIO()
    whole.write(out)
    return Bound(out.getvalue(), pages, tuple(lines))


def _line(position: int, leaf: Leaf, rules: DossierRules, first: int, last: int) -> dict[str, str | int]:
    return {
        "position": position, "part": rules.parts[leaf.part], "number": leaf.number, "author": leaf.author,
        "title": leaf.title, "on": leaf.on.isoformat(), "first": first, "last": last, "note": leaf.note,
        "sha256": leaf.hash, "file": file_name(position, leaf.name),
    }  # fmt: skip


def file_name(position: int, name: str) -> str:
    """How a leaf is called in the package: its place, then its own name without what a disk refuses."""
    safe = "".join("_" if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in name).strip(". ")
    stem, dot, suffix = safe.rpartition(".")
    return f"{position:03d}-{(stem or safe)[:80]}{dot}{suffix[:10] if stem else ''}"


def _append(writer: pypdf.PdfWriter, data: bytes) -> int:
    reader = pypdf.PdfReader(io.BytesIO(data))
    for page in reader.pages:
        writer.add_page(page)
    return len(reader.pages)


def _number(writer: pypdf.PdfWriter) -> None:
    """Put the running number into the upper right corner of every page as it is read, however it is turned."""
    for number, page in enumerate(writer.pages, start=1):
        if page.rotation:
            page.transfer_rotation_to_content()
        page.merge_page(_stamp(str(number), page.cropbox))


def _stamp(text: str, box: RectangleObject) -> pypdf.PageObject:
    stamp = pypdf.PageObject.create_blank_page(width=float(box.width), height=float(box.height))
    stamp.mediabox = RectangleObject([float(side) for side in (box.left, box.bottom, box.right, box.top)])
    stamp.cropbox = stamp.mediabox
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/GongkaiNumber"): font})
    stamp[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    x, y = FloatObject(float(box.right) - FROM_RIGHT), FloatObject(float(box.top) - FROM_TOP)
    stream = DecodedStreamObject()
    stream.set_data(f"q BT /GongkaiNumber {POINTS} Tf {x} {y} Td ({text}) Tj ET Q".encode())
    stamp[NameObject("/Contents")] = stream
    return stamp


def _front(cover: Cover, lines: Sequence[Mapping[str, str | int]], pages: int, rules: DossierRules) -> bytes:
    facts = [*cover.facts, ("保管期限", cover.retention.label), ("页数", f"{pages} 页")]
    rows = [tuple(_shown(line, column.code) for column in rules.columns) for line in lines]
    widths = [float(column.width) for column in rules.columns]
    blocks: tuple[Block, ...] = (
        Title(cover.title),
        *(Body(f"{head}：{words or '　'}") for head, words in facts),
        Signature(cover.agency, day_words(cover.day)),
        NewPage(),
        Title(rules.titles["contents"]),
        table([column.label for column in rules.columns], rows, widths),
    )
    return to_pdf(Paper(cover.title, cover.agency, blocks, day=cover.day), on=cover.day)


def _closing(cover: Cover, lines: Sequence[Mapping[str, str | int]], pages: int, rules: DossierRules) -> bytes:
    apart = sum(1 for line in lines if not line["first"])
    also = f"另有电子件 {apart} 件，随本卷电子档案包保存。" if apart else ""
    hashes = [(str(line["position"]), str(line["sha256"])) for line in lines]
    blocks: tuple[Block, ...] = (
        Title(rules.titles["closing"]),
        Body(f"本卷情况说明：本卷共 {len(lines)} 件，编页 {pages} 页。{also}"),
        Body(f"立卷人：{cover.made_by}"),
        Body("检查人："),
        Body(f"立卷时间：{day_words(cover.day)}"),
        Body("各件的校验值（SHA-256）如下，按顺序号排列。"),
        table(("顺序号", "校验值"), hashes, (18.0, 138.0)),
    )
    return to_pdf(Paper(rules.titles["closing"], cover.agency, blocks, day=cover.day), on=cover.day)


def _shown(line: Mapping[str, str | int], code: str) -> str:
    if code == "pages":
        first, last = line["first"], line["last"]
        return "" if not first else str(first) if first == last else f"{first}-{last}"
    return str(line[code])
