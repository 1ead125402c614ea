"""`gongkai search`: the index built anew, and held against what is public."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer

from gongkai.cli import search
from gongkai.search import rebuild
from gongkai.search.rebuild import Source
from gongkai.search.tests.making import document, numbers, put


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Two things are public; one of them and a stray are in the index."""
    things = {one.key: one for one in (document(1), document(2))}
    source = Source(
        "record",
        "公开信息",
        lambda after, limit: sorted(key for key in things if key > after)[:limit],
        lambda keys: [things[key] for key in keys if key in things],
    )
    monkeypatch.setattr(rebuild, "_SOURCES", {"record": source})
    put(document(1), document(3))


@pytest.mark.usefixtures("public")
def test_a_check_names_what_is_missing_and_what_should_not_be_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as left:
        search.check()
    said = capsys.readouterr()
    assert left.value.exit_code == 1
    assert said.err.splitlines() == [
        "公开信息 K-00002 已公开但检索不到。 [not-indexed]",
        "公开信息 K-00003 检索得到但并未公开。 [not-public]",
    ]
    assert said.out.strip() == "有 2 处不一致。请运行 gongkai search rebuild。"


@pytest.mark.usefixtures("public")
def test_after_a_rebuild_both_agree(capsys: pytest.CaptureFixture[str]) -> None:
    search.rebuild()
    assert "索引已建成并启用，共 2 件公开内容。清除 1 件已不公开的。" in capsys.readouterr().out
    assert numbers("清淤") == [2, 1]
    with pytest.raises(typer.Exit) as left:
        search.check()
    assert left.value.exit_code == 0
    assert capsys.readouterr().out.strip() == "检索索引与已公开的 2 件内容一致。"


@pytest.mark.usefixtures("public")
def test_an_interrupted_rebuild_goes_on_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    rebuild.begin()
    assert rebuild.step(1) == 1
    search.rebuild()
    assert "接着上次没有建完的继续" in capsys.readouterr().err
    assert numbers("清淤") == [2, 1]


@pytest.mark.parametrize("verb", ["check", "rebuild"])
def test_where_there_is_nothing_one_line_says_so(tmp_path: Path, verb: str) -> None:
    home = tmp_path / "nothing"
    home.mkdir()
    asked = subprocess.run(
        [sys.executable, "-m", "gongkai.cli", "search", verb],
        env={"GONGKAI_HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr.strip().endswith("[nothing]")
