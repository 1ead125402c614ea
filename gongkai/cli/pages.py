"""`gongkai pages`: files of the public pages made anew, compared with the site, or kept in step on further hosts."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from threading import Event
from types import FrameType
from typing import Annotated

import typer

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, line, out, say, with_progress

A_PIECE = 50
PAUSE = 1.0
MOST_JOBS = 8
USUAL = min(2, os.cpu_count() or 1)
WORDS = {
    "written": "生成",
    "absent": "无此页面",
    "unfit": "不能存为文件",
    "failed": "出错",
    "overtaken": "期间又有变动",
}
Everything = Annotated[bool, typer.Option("--all", help="全部重新生成，并删去不再有页面的文件；中断后再次运行接着做")]
Check = Annotated[bool, typer.Option("--check", help="逐个核对文件与程序的应答，列出不一致的")]
Follow = Annotated[bool, typer.Option("--follow", help="持续跟随变动（另一台网站主机使用自己的文件夹时）")]
Jobs = Annotated[int, typer.Option("--jobs", help="同时几个进程", min=1, max=MOST_JOBS)]


def pages(everything: Everything = False, check: Check = False, follow: Follow = False, jobs: Jobs = USUAL) -> None:
    """生成公开页面的静态文件。不带选项只补缺少的；网站不必停。

    退出码：0 完成；1 有页面出错，或核对有不一致。

    例：gongkai pages --all --jobs 4
    """
    if everything + check + follow > 1:
        raise Stop("one-of-them", "--all、--check、--follow 一次只能用一个。")
    ready()
    if not has_tables():
        raise Stop(
            "nothing", f"“{home()}”里没有数据库，没有页面可以生成。请核对 GONGKAI_HOME，或先运行 gongkai serve。"
        )
    if check:
        _check()
    elif follow:
        _follow()
    else:
        _make(everything, jobs)


def _make(everything: bool, jobs: int) -> None:
    from gongkai.kit import page_keeper, public_root  # these know Django, which is set up by now

    keeper = page_keeper.keeper()
    if keeper.begin(everything):
        say("接着上次中断的地方继续。")
    wanted = keeper.wanted(everything)
    counted = Counter(with_progress(_made(wanted, jobs), "生成", keeper.total()))
    gone = keeper.end(everything)
    told = "，".join(f"{WORDS[how]} {counted[how]}" for how in WORDS if counted[how]) or "没有缺少的页面"
    out().print(f"{told}。" + (f"删去 {gone} 个不再有页面的文件。" if gone else "") + f"位置：{public_root.site()}")
    if counted["failed"] or counted["unfit"]:
        line("pages-failed", "有页面没有生成文件，由程序直接应答。请查看日志中列出的网址。")
        raise typer.Exit(1)


def _made(addresses: Iterator[str], jobs: int) -> Iterator[str]:
    """How each page came out, made by as many processes; never more in hand than they can work on."""
    first = list(islice(addresses, A_PIECE))
    if jobs == 1 or len(first) < A_PIECE:
        yield from make_some(first)
        for address in addresses:
            yield from make_some([address])
        return
    around = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=around, initializer=ready) as pool:
        waiting: list[Future[list[str]]] = []
        piece = first
        while piece:
            waiting.append(pool.submit(make_some, piece))
            if len(waiting) >= 2 * jobs:
                yield from waiting.pop(0).result()
            piece = list(islice(addresses, A_PIECE))
        for one in waiting:
            yield from one.result()


def make_some(addresses: list[str]) -> list[str]:
    """Make these pages; how each came out. Called in processes of their own."""
    from gongkai.kit import page_keeper

    return page_keeper.keeper().make(addresses)


def _check() -> None:
    from gongkai.kit import page_keeper

    looked = wrong = missing = 0
    for found in with_progress(page_keeper.keeper().compared(), "核对", None):
        looked += 1
        if found.code:
            wrong += found.is_wrong
            missing += not found.is_wrong
            line(found.code, found.sentence)
    out().print(f"核对 {looked} 个网址：{wrong} 处不一致，{missing} 个页面尚无文件。")
    raise typer.Exit(1 if wrong else 0)


def _follow() -> None:
    from gongkai.kit import page_keeper

    stop = Event()

    def leave(number: int, frame: FrameType | None) -> None:
        stop.set()

    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, leave)
    say("跟随公开面的变动，随时更新本机文件。按 Ctrl+C 结束。")
    keeper = page_keeper.keeper()
    while not stop.is_set():
        if not keeper.go_round():
            stop.wait(PAUSE)
