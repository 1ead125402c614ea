"""The signing key of an embedded home, and the connection from an address."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from gongkai.settings.base import database
from gongkai.settings.secret import secret_of


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    key = secret_of(tmp_path / "home")
    assert len(key) > 60
    assert secret_of(tmp_path / "home") == key
    assert stat.S_IMODE((tmp_path / "home" / "secret.key").stat().st_mode) == 0o600


def test_an_empty_key_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("", encoding="ascii")
    with pytest.raises(RuntimeError, match="删去该文件后重新启动"):
        secret_of(tmp_path)


def test_without_an_address_the_database_lies_in_the_home_folder(tmp_path: Path) -> None:
    found = database("", tmp_path / "with space")
    assert found["NAME"] == str(tmp_path / "with space" / "gongkai.sqlite3")
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_an_address_of_postgresql_is_taken_as_given(tmp_path: Path) -> None:
    found = database("postgres://gongkai@db.internal:5433/disclosure", tmp_path)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.internal", 5433, "disclosure")
    assert found["CONN_HEALTH_CHECKS"] is True
