"""The command `gongkai pages`: what is missing is made, all is made anew, what differs is named."""

from __future__ import annotations

import pytest
import typer

from gongkai.cli import pages as command
from gongkai.cli.speech import Stop
from gongkai.kit import public_root
from gongkai.portal import pages
from gongkai.portal.static_pages import remaking

pytestmark = pytest.mark.django_db
FEW = ("/", "/records/", "/help/", "/accessibility/", "/robots.txt")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, db: None) -> tuple[str, ...]:
    """A site of a few pages only."""
    monkeypatch.setattr(pages, "all_addresses", lambda: iter(FEW))
    return FEW


def test_what_is_missing_is_made_and_the_rest_left(few: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    command.pages(jobs=1)
    assert all(public_root.holds(address) for address in few)
    assert "生成 5" in capsys.readouterr().out
    public_root.place_of("/help/").unlink()
    kept = public_root.place_of("/").stat().st_ctime_ns
    command.pages(jobs=1)
    assert "生成 1" in capsys.readouterr().out
    assert public_root.place_of("/").stat().st_ctime_ns == kept


def test_all_is_made_anew_and_what_is_no_page_goes(few: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    command.pages(jobs=1)
    stray = public_root.site() / "gone.xml"
    stray.write_text("stray", "utf-8")
    public_root.place_of("/").write_text("of yesterday", "utf-8")
    command.pages(everything=True, jobs=1)
    assert not stray.exists()
    assert "of yesterday" not in public_root.place_of("/").read_text("utf-8")
    assert "删去 1 个" in capsys.readouterr().out
    assert remaking.marked_since() == 0


def test_the_check_ends_with_one_where_something_is_wrong(
    few: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    command.pages(jobs=1)
    with pytest.raises(typer.Exit) as ended:
        command.pages(check=True)
    assert ended.value.exit_code == 0
    public_root.place_of("/").write_text("of yesterday", "utf-8")
    with pytest.raises(typer.Exit) as ended:
        command.pages(check=True)
    assert ended.value.exit_code == 1
    assert "/ 文件与页面不一致 [page-other]" in capsys.readouterr().err


def test_a_page_that_failed_ends_with_one(few: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "make_some", lambda addresses: ["failed"] * len(addresses))
    with pytest.raises(typer.Exit) as ended:
        command.pages(jobs=1)
    assert ended.value.exit_code == 1


def test_one_thing_at_a_time() -> None:
    with pytest.raises(Stop) as stopped:
        command.pages(everything=True, check=True)
    assert stopped.value.code == "one-of-them"
