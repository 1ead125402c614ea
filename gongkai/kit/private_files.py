"""Files that hold personal data: sealed before they are kept, opened again for those who may read them."""

from __future__ import annotations

from gongkai.kit import files
from gongkai.kit.private import open_bytes, seal_bytes


def keep_private(data: bytes) -> str:
    """Keep the bytes sealed and give the SHA-256 of the sealed file. Each keeping is a file of its own."""
    return files.keep(seal_bytes(data))


def take_private(digest: str) -> bytes:
    """What was kept. Raises FileLost when it is gone or changed, Unreadable when the key is another."""
    return open_bytes(files.take(digest))
