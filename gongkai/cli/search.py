"""`gongkai search`: build the index anew while the site answers, and hold it against what is public."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.django_ready import has_tables, home, migrated, ready
from gongkai.cli.speech import Stop, line, out, say, with_progress

SHOWN = 20


def rebuild(
    anew: Annotated[bool, typer.Option("--anew", help="放弃上次没有建完的，从头建起")] = False,
) -> None:
    """重建检索索引。网站照常使用，建完才切换；中断后再运行，从中断处继续。

    例：gongkai search rebuild
    """
    _there()
    migrated()
    from gongkai.search import rebuild as building  # models can be imported only once Django is set up

    if not building.begin(anew=anew):
        say("接着上次没有建完的继续。重新建起请用 --anew。")
    total = building.total()
    for _ in with_progress(building.pieces(), "建立索引", total):
        pass
    gone = building.finish()
    out().print(f"索引已建成并启用，共 {total} 件公开内容。" + (f"清除 {gone} 件已不公开的。" if gone else ""))


def check() -> None:
    """核对检索索引与已公开的内容是否一致。退出码：0 一致；1 不一致。

    例：gongkai search check
    """
    _there()
    ready()
    from gongkai.search import rebuild as building  # models can be imported only once Django is set up

    found = list(with_progress(building.differences(), "核对", None))
    labels = {source.kind: source.label for source in building.sources()}
    for one in found[:SHOWN]:
        what = "已公开但检索不到" if one.missing else "检索得到但并未公开"
        line("not-indexed" if one.missing else "not-public", f"{labels.get(one.kind, one.kind)} {one.key} {what}。")
    if len(found) > SHOWN:
        say(f"另有 {len(found) - SHOWN} 处，未一一列出。")
    out().print(
        f"有 {len(found)} 处不一致。请运行 gongkai search rebuild。"
        if found
        else f"检索索引与已公开的 {building.total()} 件内容一致。"
    )
    raise typer.Exit(1 if found else 0)


def _there() -> None:
    ready()
    if not has_tables():
        raise Stop("nothing", f"“{home()}”里没有数据库，没有可以检索的内容。请核对 GONGKAI_HOME。")
