"""Cleaning: a file without what is not seen, opened again and looked at before it is given back."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from gongkai.screening.errors import CannotClean as CannotClean
from gongkai.screening.errors import CannotScreen
from gongkai.screening.files import gathered
from gongkai.screening.findings import KINDS, Finding
from gongkai.screening.gathering import Gathering
from gongkai.screening.opening import NAMES
from gongkai.screening.pdf import rebuilt_apart
from gongkai.screening.picture_cleaning import without_extras
from gongkai.screening.sheet_cleaning import clean_sheet
from gongkai.screening.word_cleaning import clean_word

CLEANABLE = ("docx", "xlsx", "pdf", "jpeg", "png")
# Kinds that are seen in the file itself, and those that no cleaning can settle.
_SEEN = (
    "hidden_text",
    "comment",
    "revision",
    "hidden_sheet",
    "embedded",
    "macro",
    "external_link",
    "custom_data",
    "metadata",
    "attachment",
    "script",
    "layer",
    "covered_text",
    "earlier_revision",
    "form_field",
    "annotation",
    "location",
)


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that was taken out: kind, how many, and one sentence for the journal."""

    kind: str
    count: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the cleaned file was looked at for, with nothing found; the hashes tie it to both files."""

    looked_for: tuple[str, ...]
    sha256_before: str
    sha256_after: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned file, what was taken out, and the proof that nothing is left."""

    data: bytes
    removed: tuple[Removed, ...]
    proof: Proof


def clean_file(name: str, data: bytes, *, drop_hidden: bool = False) -> Cleaned:
    """Clean a docx, xlsx, pdf, jpg or png; what is seen stays as it is.

    Words that are seen are not touched: they are findings of `screen_file`, for a person to mend.

    `drop_hidden`: hidden sheets, rows and columns of a workbook are dropped too. Raises CannotScreen for what cannot be
    opened; CannotClean: unknown-kind, hidden-parts, no-value, imported-part, changed, left-over.
    """
    kind, before = gathered(name, data)
    if kind not in CLEANABLE:
        raise CannotClean("unknown-kind", f"{name}：{NAMES[kind]}不能自动清理，另存为 .docx、.xlsx 或 PDF 后再清理。")
    try:
        made, noted = _cleaned(kind, data, drop_hidden)
    except CannotClean as problem:
        raise CannotClean(problem.code, f"{name}：{problem.sentence}") from problem
    except CannotScreen:
        raise
    except Exception as problem:
        # The libraries underneath raise whatever an odd file makes them stumble over; nothing half-clean goes out.
        raise CannotClean("left-over", f"{name}：清理没有做完，用原来的软件另存一次后再试。") from problem
    try:
        _, after = gathered(name, made)
    except CannotScreen as problem:
        raise CannotClean(
            "left-over", f"{name}：清理后的文件打不开，没有采用，用原来的软件另存一次后再试。"
        ) from problem
    left = [one for one in after.findings if one.kind in _SEEN]
    if left:
        raise CannotClean(
            "left-over",
            f"{name}：{left[0].sentence.split('，')[0]}，清理后仍在，没有采用，人工处理后再试。",
        )
    if kind in {"docx", "xlsx"} and _seen(before) != _seen(after):
        raise CannotClean("changed", f"{name}：清理会改变看得见的文字，没有采用，人工处理后再试。")
    return Cleaned(made, _removed(before.findings, noted), _proof(data, made))


def _cleaned(kind: str, data: bytes, drop_hidden: bool) -> tuple[bytes, list[tuple[str, int, str]]]:
    if kind == "pdf":
        return rebuilt_apart(data)
    if kind in {"jpeg", "png"}:
        return without_extras(data), []
    made, counted = clean_word(data) if kind == "docx" else clean_sheet(data, drop_hidden)
    quiet = {"custom_data": "公式改为数值，去掉数据副本等"} if kind == "xlsx" else {}
    return made, [(one, count, quiet.get(one, "")) for one, count in counted.items() if count]


def _removed(findings: list[Finding], noted: list[tuple[str, int, str]]) -> tuple[Removed, ...]:
    """What the first look had found, and what only the cleaning met."""
    counted = Counter(one.kind for one in findings if one.kind in _SEEN)
    places: dict[str, list[str]] = {}
    for one in findings:
        if one.place is not None:
            places.setdefault(one.kind, []).append(one.place.words)
    rows = [
        Removed(
            kind, count, f"去掉{KINDS[kind]} {count} 处：{'、'.join(list(dict.fromkeys(places.get(kind, [])))[:5])}。"
        )
        for kind, count in counted.items()
    ]
    for kind, count, sentence in noted:
        if sentence or kind not in counted:
            rows.append(
                Removed(
                    kind,
                    count,
                    sentence
                    if sentence.endswith("。")
                    else f"去掉{KINDS[kind]} {count} 处{'：' * bool(sentence)}{sentence}。",
                )
            )
    return tuple(rows)


def _proof(before: bytes, after: bytes) -> Proof:
    labels = "、".join(KINDS[kind] for kind in _SEEN)
    first, second = (hashlib.sha256(one).hexdigest() for one in (before, after))
    return Proof(_SEEN, first, second, f"清理后的文件已重新打开查看，没有发现{labels}。")


def _seen(gathering: Gathering) -> str:
    return "".join("".join(one.text.split()) for one in gathering.texts if not one.hidden)
