"""Kept files: found by content, checked when taken out, gone when discarded."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from gongkai.kit import files


def test_what_is_kept_comes_back(settings: LazySettings) -> None:
    digest = files.keep("报告原件".encode())
    assert files.take(digest).decode() == "报告原件"
    assert files.place_of(digest).is_relative_to(Path(settings.HOME) / "files")


def test_the_same_bytes_are_kept_once(settings: LazySettings) -> None:
    assert files.keep(b"same") == files.keep(b"same")
    kept = [path for path in (Path(settings.HOME) / "files").rglob("*") if path.is_file()]
    assert len(kept) == 1


def test_a_changed_file_is_not_handed_out(settings: LazySettings) -> None:
    digest = files.keep(b"before")
    files.place_of(digest).write_bytes(b"after")
    with pytest.raises(files.FileLost, match="的内容已与登记的校验值不符。请从备份中恢复"):
        files.take(digest)


def test_a_missing_file_is_named_by_its_hash(settings: LazySettings) -> None:
    digest = files.keep(b"short-lived")
    assert files.discard(digest)
    assert not files.discard(digest)
    with pytest.raises(files.FileLost) as lost:
        files.take(digest)
    assert digest[:12] in lost.value.sentence


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_only_a_hash_names_a_file(settings: LazySettings, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        files.place_of(name)
