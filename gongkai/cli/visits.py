"""`gongkai visits read`: visits counted from a web server's log, for sites that count there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, out, with_progress


def read(
    log: Annotated[
        Path, typer.Argument(help="访问日志（nginx 的 combined 格式）", exists=True, dir_okay=False, readable=True)
    ],
) -> None:
    """从网站服务器的访问日志统计各单位、各栏目的访问次数。只记次数，不记网络地址；同一份日志只读一次，重复读会重复计。

    例：gongkai visits read access.log.1
    """
    ready()
    if not has_tables():
        raise Stop("nothing", f"“{home()}”里没有数据库，没有栏目可以统计。请核对 GONGKAI_HOME。")
    from gongkai.columns.visits_log import add, read_log  # models can be imported only once Django is set up

    with log.open(encoding="utf-8", errors="replace") as lines:
        size = sum(1 for _ in lines)

    def each() -> Iterator[str]:
        with log.open(encoding="utf-8", errors="replace") as lines:
            yield from lines

    found = read_log(with_progress(each(), "统计", size))
    if size and found.unread == size:
        raise Stop("not-a-log", f"“{log.name}”里没有一行是 combined 格式的访问记录，未统计。请核对日志格式。")
    add(found)
    out().print(f"{size} 行中计访问 {found.total} 次，其他请求 {found.others} 行，无法识别 {found.unread} 行。")
