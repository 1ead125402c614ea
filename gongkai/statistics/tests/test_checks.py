"""A broken law file stops the start with an id and names the file."""

from __future__ import annotations

from pathlib import Path

from gongkai.statistics.checks import law_data_holds


def test_the_law_data_as_shipped_loads() -> None:
    assert law_data_holds() == []


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "broken.toml").write_text("[[instrument]]\nid = 1\n", encoding="utf-8")
    found = law_data_holds(tmp_path)
    assert [message.id for message in found] == ["gongkai.E010"]
    assert "broken.toml" in found[0].msg
