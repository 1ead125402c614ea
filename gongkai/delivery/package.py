"""The electronic package of a batch: its PDFs, the list, and a manifest by which every file can be checked."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIXED = (1980, 1, 1, 0, 0, 0)
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
MANIFEST = "清单.json"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file of the package and what is said of it in the manifest."""

    name: str
    data: bytes
    index_number: str = ""
    title: str = ""
    left_out: tuple[str, ...] = ()


def item_name(position: int, index_number: str, key: str) -> str:
    """The name of an item's file, safe on any disk: 001-QZ04101-0105-2026-00001.pdf."""
    return f"{position:03d}-{UNSAFE.sub('_', index_number or key)}.pdf"


def packed(about: dict[str, str | int], items: Sequence[Enclosed], papers: Sequence[Enclosed]) -> bytes:
    """The package, the same bytes for the same content. The manifest names SHA-256 and size of every other file."""
    listed = [
        {
            "file": one.name, "sha256": sha256(one.data).hexdigest(), "size": len(one.data),
            "index_number": one.index_number, "title": one.title, "not_included": list(one.left_out),
        }
        for one in items
    ]  # fmt: skip
    others = [{"file": one.name, "sha256": sha256(one.data).hexdigest(), "size": len(one.data)} for one in papers]
    manifest = {**about, "items": listed, "papers": others}
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for one in (*items, *papers):
            _put(archive, one.name, one.data)
        _put(archive, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return stream.getvalue()


def _put(archive: ZipFile, name: str, data: bytes) -> None:
    info = ZipInfo(name, FIXED)
    info.compress_type = ZIP_DEFLATED
    archive.writestr(info, data)
