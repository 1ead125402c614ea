"""`gongkai replay`: a published year played again through the platform's own actions, and held against its report."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.django_ready import home, migrated, ready
from gongkai.cli.speech import Stop, out, say, with_progress

FOLDER = "replays"
DATABASE, HOME = "GONGKAI_DATABASE_URL", "GONGKAI_HOME"
TABLES = "gongkai.sqlite3"


def replay(
    year: Annotated[int, typer.Argument(help="年度")],
    unit: Annotated[str, typer.Argument(help="单位的名称、简称或者代码")],
    report: Annotated[Path | None, typer.Option("--report", help="公布的报告文件；不给出时用自带的样本")] = None,
    here: Annotated[bool, typer.Option("--here", help="在现有数据（或 GONGKAI_DATABASE_URL）中演练")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="已经演练过的不再重来，只显示结果")] = False,
) -> None:
    """按公布的年度报告还原一年的申请、复议诉讼、文件和登记数，逐日演练，年底由平台产生报表，与公布的逐格对照。

    有不一致的格时以 1 退出。例：gongkai replay 2025 泉港区
    """
    from gongkai.replay.cast_units import known
    from gongkai.replay.facts import CannotReplay
    from gongkai.replay.samples import at, find, read
    from gongkai.replay.samples import playing as players

    try:
        published = at(year, unit, report) if report is not None else find(year, unit)
        said = read(published)
        cast = known(published.agency) if here else players(published, said)
    except CannotReplay as error:
        raise Stop(error.code, error.sentence) from error
    if not here:
        assert cast is not None
        _own_home(f"{year}-{cast.agency}", keep)
    migrated()
    ready()
    from gongkai.kit.action import Refused  # models can be imported only once Django is set up
    from gongkai.replay.cast_present import registered
    from gongkai.replay.replaying import Replay
    from gongkai.replay.showing import lines, shown
    from gongkai.replay.watching import watch

    try:
        cast = cast or registered(published, said)
    except CannotReplay as error:
        raise Stop(error.code, error.sentence) from error
    kept = shown(cast.agency, year) if keep else None
    if kept is None:
        started = time.monotonic()
        try:
            playing = Replay(said, cast)
            playing.begin()
            for _ in with_progress(playing.play(watch), f"演练 {year} 年", playing.days):
                pass
            playing.hold(published.file.name)
        except CannotReplay as error:
            raise Stop(error.code, error.sentence) from error
        except Refused as refusal:
            raise Stop(refusal.code, refusal.sentence) from refusal
        say(f"演练 {playing.days} 天，用时 {time.monotonic() - started:.0f} 秒。数据在 {home()}。")
        kept = shown(cast.agency, year)
    assert kept is not None
    for line in lines(kept):
        out().print(line)
    if kept.different:
        raise typer.Exit(1)


def _own_home(name: str, keep: bool) -> None:
    """A home of this replay's own below the usual one, empty unless it is to be kept."""
    if os.environ.get(DATABASE):
        raise Stop(
            "not-embedded", f"设有 {DATABASE}，单独的数据目录不起作用，未演练。要在该数据库中演练，请加 --here。"
        )
    folder = Path(os.environ.get(HOME, "var")).resolve() / FOLDER / name
    if folder.exists() and not keep:
        if any(folder.iterdir()) and not (folder / TABLES).exists():
            raise Stop("not-our-home", f"“{folder}”里没有本平台的数据库，没有清空。请核对 {HOME}。")
        shutil.rmtree(folder)
    os.environ[HOME] = str(folder)
