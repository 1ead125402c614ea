"""`gongkai work`: the worker that does what is due at a time, and the one that `serve` keeps beside the site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import Annotated

import typer

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, say

OFTEN = 1.0
REST = 3.0


def work(
    beside: Annotated[int, typer.Option("--beside", help="随该进程结束（由 serve 使用）", hidden=True)] = 0,
) -> None:
    """办理到时的事：定时发布、批量导入、每日封存日志、清理无主文件。可以开多个，同一时间只有一个当值。

    例：gongkai work
    """
    ready()
    if not has_tables():
        raise Stop("nothing", f"“{home()}”里没有数据库，无事可办。请核对 GONGKAI_HOME，或先运行 gongkai serve。")
    from gongkai.kit import worker  # models can be imported only once Django is set up

    stop = Event()

    def leave(number: int, frame: FrameType | None) -> None:
        stop.set()

    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, leave)
    if beside:
        Thread(target=_follow, args=(beside, stop), daemon=True).start()
    else:
        say(f"后台进程已启动，办理 {len(worker.jobs())} 类事项。按 Ctrl+C 结束。")
    worker.Worker().work(stop)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep one worker process running while the block runs; it is started again when it ends, and ends with this one.

    A process of its own: the web server starts as many as it likes and none of them has to know of the clock.
    """
    over = Event()
    keeper = Thread(target=_keep, args=(over,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(timeout=30)


def _keep(over: Event) -> None:
    command = [sys.executable, "-m", "gongkai.cli", "work", "--beside", str(os.getpid())]
    while not over.is_set():
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        while process.poll() is None and not over.wait(OFTEN):
            pass
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        over.wait(REST)


def _follow(parent: int, stop: Event) -> None:
    """Stop when the process beside which this one was started is gone, however it ended."""
    while os.getppid() == parent and not stop.wait(OFTEN):
        pass
    stop.set()
