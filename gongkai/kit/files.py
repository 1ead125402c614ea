"""Files by content: kept once under GONGKAI_HOME/files by their SHA-256, and checked again when taken out."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings


class FileLost(Exception):
    """A kept file is missing or no longer what it was; the sentence names it by the start of its hash."""

    def __init__(self, digest: str, problem: str) -> None:
        self.sentence = f"档案文件 {digest[:12]}… {problem}。请从备份中恢复该文件。"
        super().__init__(self.sentence)


def place_of(digest: str) -> Path:
    """Where a file of that SHA-256 (64 hex digits) is kept. Raises ValueError for anything else."""
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValueError("not a SHA-256 in lower-case hex")
    return Path(settings.HOME) / "files" / digest[:2] / digest[2:4] / digest


def keep(data: bytes) -> str:
    """Keep the bytes and give their SHA-256. The same bytes are kept once; a half-written file is never seen."""
    digest = sha256(data).hexdigest()
    place = place_of(digest)
    if place.exists():
        # Wanted anew: sweeping leaves it alone until somebody's row names it.
        os.utime(place)
        return digest
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def take(digest: str) -> bytes:
    """The bytes kept under that hash. Raises FileLost when they are gone or have changed."""
    place = place_of(digest)
    try:
        data = place.read_bytes()
    except FileNotFoundError as error:
        raise FileLost(digest, "不在档案文件夹中") from error
    if sha256(data).hexdigest() != digest:
        raise FileLost(digest, "的内容已与登记的校验值不符")
    return data


def discard(digest: str) -> bool:
    """Remove the file; True when it was there. Whether anything else still needs it is the caller's to know."""
    place = place_of(digest)
    if not place.exists():
        return False
    place.unlink()
    return True
