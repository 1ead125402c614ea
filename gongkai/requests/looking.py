"""Looking at a file on its arrival: what it really is, whether it carries anything that acts, whether it is infected.

Nothing here decides what a file says; it decides whether a person may open it without harm.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from typing import Literal

import pypdfium2
from django.conf import settings

from gongkai.requests.virus import ScannerSilent, scanned
from gongkai.screening.errors import CannotScreen
from gongkai.screening.files import gathered
from gongkai.screening.findings import Finding
from gongkai.screening.opening import BOUNDS, MEBIBYTE, kind_of

State = Literal["clean", "flagged", "refused"]
Notes = list[dict[str, str]]
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ofd": "application/ofd", "opendocument": "application/vnd.oasis.opendocument.text",
    "ole": "application/x-ole-storage", "rtf": "application/rtf", "text": "text/plain", "csv": "text/csv",
    "html": "text/html", "jpeg": "image/jpeg", "png": "image/png", "image": "image/x-other", "svg": "image/svg+xml",
    "archive": "application/zip",
}  # fmt: skip
OTHER = "application/octet-stream"
# What cannot be meant well, or cannot be kept; everything else is kept for a person to look at.
REFUSED = frozenset({"empty", "executable", "bomb", "unsafe"})
# Kinds of findings that act when the file is opened, or hide another file.
ACTING = frozenset({"macro", "script", "embedded", "attachment", "external_link"})
MOVING = re.compile(
    rb"<script\b|\bon[a-z]+\s*=|javascript:|<foreignobject\b|<iframe\b|<object\b|<embed\b|<!entity\b", re.IGNORECASE
)
DRAWING = re.compile(rb"<svg\b", re.IGNORECASE)
OLD_MACROS = ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le"))
UNSCANNED = {"code": "no-virus-check", "sentence": "未经病毒检查：病毒检查服务没有应答。请在隔离的电脑上打开。"}


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking led to. `media` by content; `pages` where the kind has pages; `findings` are code and sentence each.

    Flagged: a person must take care when opening it. Refused: its bytes are not kept.
    """

    state: State
    media: str
    pages: int = 0
    findings: tuple[dict[str, str], ...] = ()


def look(name: str, data: bytes) -> Looked:
    """Look at a file. Never raises for its content: whatever it is, the answer says what follows."""
    if len(data) > settings.REQUEST_FILE_MB * MEBIBYTE:
        most = settings.REQUEST_FILE_MB
        return _refused(OTHER, "too-large", f"{name}：文件超过 {most} MB，没有收下。请压缩图片或者分成几份。")
    found = _by_kind(name, data)
    if found.state == "refused":
        return found
    try:
        infected = scanned(data)
    except ScannerSilent:
        return replace(found, state="flagged", findings=(*found.findings, UNSCANNED))
    if infected:
        return _refused(found.media, "infected", f"{name}：查出病毒（{infected[:80]}），没有收下。请杀毒后重新提交。")
    return found


def _by_kind(name: str, data: bytes) -> Looked:
    if DRAWING.search(data[:4096]) and not data.startswith((b"%PDF", b"PK", b"\x89PNG", b"\xff\xd8")):
        return _moving(name, data, "svg")
    try:
        kind = kind_of(name, data)
    except CannotScreen as problem:
        return _unopened(name, data, problem)
    if kind == "html":
        return _moving(name, data, kind)
    try:
        notes, pages = _inside(name, data, kind)
    except CannotScreen as problem:
        if problem.code in REFUSED:
            return _refused(MEDIA[kind], problem.code, problem.sentence)
        return Looked("flagged", MEDIA[kind], 0, ({"code": problem.code, "sentence": problem.sentence},))
    return Looked("flagged" if notes else "clean", MEDIA[kind], pages, tuple(notes))


def _unopened(name: str, data: bytes, problem: CannotScreen) -> Looked:
    if problem.code in REFUSED:
        return _refused(OTHER, problem.code, problem.sentence)
    if problem.code == "archive":
        return _archive(name, data)
    media = "application/pdf" if data.startswith(b"%PDF") else OTHER
    return Looked("flagged", media, 0, ({"code": problem.code, "sentence": problem.sentence},))


def _archive(name: str, data: bytes) -> Looked:
    """A package of files is kept as it is and never unpacked here; one that would burst is not kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    # zipfile raises NotImplementedError for a packing method or a version it does not know.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        entries = []
    unpacked = sum(one.file_size for one in entries)
    burst = unpacked > BOUNDS.unpacked_bytes or unpacked > BOUNDS.ratio * max(len(data), MEBIBYTE)
    if burst or len(entries) > BOUNDS.entries:
        return _refused(MEDIA["archive"], "bomb", f"{name}：压缩包解开后过大，没有收下。请逐个提交里面的文件。")
    code = "encrypted" if any(one.flag_bits & 1 for one in entries) else "archive"
    words = "设有密码的压缩包" if code == "encrypted" else "压缩包"
    return Looked(
        "flagged", MEDIA["archive"], 0,
        ({"code": code, "sentence": f"{name}：这是{words}，里面的文件没有检查。请先解压检查再打开。"},),
    )  # fmt: skip


def _moving(name: str, data: bytes, kind: str) -> Looked:
    """Pages and drawings that would act in a browser are not kept; still ones are, with a word of warning."""
    if MOVING.search(data):
        return _refused(MEDIA[kind], "script", f"{name}：文件里带有脚本或者外部内容，没有收下。请另存为 PDF 后提交。")
    words = f"{name}：这是网页或者矢量图，请按文本查看，不要在浏览器中直接打开。"
    return Looked("flagged", MEDIA[kind], 0, ({"code": "active-kind", "sentence": words},))


def _inside(name: str, data: bytes, kind: str) -> tuple[Notes, int]:
    """What acts or hides in the file, and its pages. Raises CannotScreen."""
    if kind in ("pdf", "docx", "xlsx", "pptx"):
        _, found = gathered(name, data)
        return _said(name, found.findings), _pages(data) if kind == "pdf" else 0
    if kind == "ole" and any(word in data for word in OLD_MACROS):
        return [{"code": "macro", "sentence": f"{name}：旧版 Office 文件，带有宏。打开时请禁用宏。"}], 0
    if kind == "opendocument" and b"Basic/" in data:
        return [{"code": "macro", "sentence": f"{name}：文件带有宏。打开时请禁用宏。"}], 0
    return [], 1 if kind in ("jpeg", "png") else 0


def _said(name: str, findings: list[Finding]) -> Notes:
    acting = [one for one in findings if one.kind in ACTING]
    first = {one.kind: one for one in reversed(acting)}
    return [
        {"code": kind, "sentence": f"{name}：文件带有{one.label}，打开时请勿启用，也不要点其中的链接。"}
        for kind, one in sorted(first.items())
    ]


def _pages(data: bytes) -> int:
    # The other process has opened it within its bounds; counting opens no page.
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(opened)
    finally:
        opened.close()


def _refused(media: str, code: str, sentence: str) -> Looked:
    return Looked("refused", media, 0, ({"code": code, "sentence": sentence},))


def refused_because(looked: Looked) -> str:
    """The sentence for the person who handed the file in; empty where it was not refused."""
    return "".join(one["sentence"] for one in looked.findings) if looked.state == "refused" else ""
