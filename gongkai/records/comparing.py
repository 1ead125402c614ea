"""Two contents of one record held against each other: what changed, and the text with its changes marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from gongkai.records.comparing_blocks import blocks_of
from gongkai.records.comparing_text import Piece, Row, changes_in, compare_blocks, compare_line, gone, new
from gongkai.records.said_reading import DAYS, FIELDS

Word = Callable[[str, str], str]

# The order in which a reader meets the statements; the body and the attachments stand where the document has them.
ORDER = (
    "title", "doc_number", "formed_on", "effective_on", "expires_on", "embargo_until", "origin", "joint", "class_code",
    "category", "index_class", "topic", "genre", "document_kind", "keywords", "mark", "ground", "ground_details",
    "mark_reason", "summary", "body", "files",
)  # fmt: skip
LABELS: dict[str, str] = (
    {name: label for name, (label, _) in FIELDS.items()}
    | DAYS
    | {
        "embargo_until": "不早于此时公开",
        "joint": "联合制发单位",
        "keywords": "主题词",
        "ground_details": "不公开情形的说明",
        "body": "正文",
        "files": "附件",
    }
)
RUNNING = ("title", "summary", "mark_reason")


@dataclass(frozen=True, slots=True)
class FileChange:
    """One attachment `added`, `removed`, `replaced` (same name, other file) or `renamed` (same file, other name)."""

    kind: str
    name: str
    before: str
    size: int
    size_before: int


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed. `old` and `new` are pieces of a line; the body has `rows`, attachments have `files`.

    `count` is how many places of it changed. `only_form`: the body's words are the same, its layout is not.
    """

    field: str
    label: str
    count: int
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    files: tuple[FileChange, ...] = ()
    only_form: bool = False


def compare(old: Mapping[str, Any], new: Mapping[str, Any], word: Word | None = None) -> tuple[Change, ...]:
    """What changed from one content (`Content.said`) to another, field by field in reading order; empty when nothing.

    `word(field, code)` gives the words people know for a code; without it the code itself stands there.
    """
    found = []
    for name in (*ORDER, *sorted((set(old) | set(new)) - set(ORDER))):
        before, after = old.get(name) or "", new.get(name) or ""
        if before == after:
            continue
        if name == "body":
            found.append(_body(str(before), str(after)))
        elif name == "files":
            found.append(_files(old.get(name) or [], new.get(name) or []))
        else:
            said = _line(name, before, word), _line(name, after, word)
            found.append(_running(name, *said) if name in RUNNING else _whole(name, *said))
    return tuple(found)


def changed_places(changes: tuple[Change, ...]) -> int:
    """How many places changed in all, for the sentence “改动 3 处”."""
    return sum(change.count for change in changes)


def compare_html(old: str, new: str) -> SafeString:
    """Two bodies as one running text, what went in `<del>` and what came in `<ins>`; nothing of the markup passes."""
    rows, _ = compare_blocks(blocks_of(old), blocks_of(new))
    return mark_safe("".join(f"<p>{_in_one(row)}</p>" for row in rows))


def pieces_html(pieces: tuple[Piece, ...]) -> SafeString:
    """Pieces of a line as safe HTML."""
    return mark_safe("".join(_marked(piece) for piece in pieces))


def _body(old: str, new: str) -> Change:
    rows, same_words = compare_blocks(blocks_of(old), blocks_of(new))
    if same_words:
        return Change("body", LABELS["body"], 1, only_form=True)
    return Change("body", LABELS["body"], changes_in(rows), rows=rows)


def _running(name: str, old: str, new: str) -> Change:
    before, after = compare_line(old, new)
    return Change(name, LABELS[name], 1, before, after)


def _whole(name: str, old: str, after: str) -> Change:
    return Change(name, LABELS.get(name, name), 1, (gone(old),) if old else (), (new(after),) if after else ())


def _line(name: str, value: Any, word: Word | None) -> str:
    def said(code: object) -> str:
        return word(name, str(code)) if word is not None and code else str(code)

    if isinstance(value, Mapping):
        return "；".join(f"{said(key)}：{inner}" for key, inner in sorted(value.items()) if inner)
    if isinstance(value, (list, tuple)):
        return "、".join(said(one) for one in value)
    return said(value)


def _files(old: list[Mapping[str, Any]], new: list[Mapping[str, Any]]) -> Change:
    found = tuple(_file_changes(old, new))
    # The same files under the same names in another order is a change too: readers meet them in that order.
    return Change("files", LABELS["files"], len(found) or 1, files=found, only_form=not found)


def _file_changes(old: list[Mapping[str, Any]], new: list[Mapping[str, Any]]) -> Iterator[FileChange]:
    before = {str(one["name"]): one for one in old}
    after = {str(one["name"]): one for one in new}
    left = {str(one["digest"]): one for name, one in before.items() if name not in after}
    for name, one in after.items():
        size = int(one["size"])
        if name in before:
            if before[name]["digest"] != one["digest"]:
                yield FileChange("replaced", name, name, size, int(before[name]["size"]))
        elif (was := left.pop(str(one["digest"]), None)) is not None:
            yield FileChange("renamed", name, str(was["name"]), size, size)
        else:
            yield FileChange("added", name, "", size, 0)
    for one in left.values():
        yield FileChange("removed", str(one["name"]), str(one["name"]), 0, int(one["size"]))


def _in_one(row: Row) -> str:
    if row.old is None or row.new is None:
        return "".join(_marked(piece) for piece in row.old or row.new or ())
    return "".join(_marked(piece) for piece in row.together)


def _marked(piece: Piece) -> str:
    tag = {"gone": "del", "new": "ins"}.get(piece.kind)
    words = escape(piece.text)
    return f"<{tag}>{words}</{tag}>" if tag else words
