"""The signing key of an embedded home: made once, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_of(home: Path) -> str:
    """The key kept in `home/secret.key`; made there on first use with mode 0600."""
    file = home / "secret.key"
    home.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept(file)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(64))
    return _kept(file)


def _kept(file: Path) -> str:
    key = file.read_text(encoding="ascii").strip()
    if not key:
        raise RuntimeError(f"密钥文件 {file.name} 是空的：删去该文件后重新启动，会生成新的密钥。")
    return key
