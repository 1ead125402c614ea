"""`gongkai demo` and `serve`: the site on this machine."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.django_ready import home, migrated
from gongkai.cli.speech import Stop, say
from gongkai.cli.work import worker_beside

HOST = "127.0.0.1"
USUAL_PORT = 8000
THREADS = 4

Port = Annotated[int, typer.Option("--port", envvar="GONGKAI_PORT", help="端口", min=1, max=65535)]


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="只建数据，不启动")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="清空示例数据后重建")] = False,
    no_replay: Annotated[bool, typer.Option("--no-replay", help="不演练 2025 年，快约一分钟")] = False,
    port: Port = USUAL_PORT,
) -> None:
    """建立示例数据（五份真实年报、泉港区的单位和账号、各环节的信息），并在本机打开网站。

    例：gongkai demo --port 8001
    """
    _address(port)
    # The sample site looks at itself, so that the desk has something to show.
    os.environ.setdefault("GONGKAI_PROBE", "1")
    if not no_serve:
        _port_is_free(port)
    if fresh:
        _empty(home())
    migrated()
    from gongkai.columns.demo import build_columns  # models can be imported only once Django is set up
    from gongkai.columns.items_demo import build_items
    from gongkai.delivery.demo import build_deliveries
    from gongkai.inspection.demo import build_assurance
    from gongkai.kit import clock
    from gongkai.records.demo import build_records
    from gongkai.replay.demo import build_replay
    from gongkai.requests.demo import build_requests
    from gongkai.statistics.demo import build_demo
    from gongkai.statistics.filing_demo import build_filings
    from gongkai.units.demo import build_units

    build_demo(say)
    build_units(say, now=clock.now())
    build_records(say, now=clock.now())
    build_columns(say, now=clock.now())
    build_items(say, now=clock.now())
    build_deliveries(say, now=clock.now())
    build_requests(say, now=clock.now())
    build_assurance(say, now=clock.now())
    # The played years come before the quarter now filed: their documents are still in force in it.
    if not no_replay:
        build_replay(say)
    build_filings(say, now=clock.now())
    say(f"示例数据在 {home()}。")
    if no_serve:
        return
    _welcome(port)
    _serve(port)


def serve(port: Port = USUAL_PORT) -> None:
    """在本机启动网站，使用 GONGKAI_HOME 中的数据。

    例：gongkai serve --port 8001
    """
    _address(port)
    _port_is_free(port)
    migrated()
    say(f"网站地址：http://{HOST}:{port}/  按 Ctrl+C 结束。")
    _serve(port)


def _welcome(port: int) -> None:
    say(
        f"\n网站地址：http://{HOST}:{port}/\n\n可以看：\n"
        f"  年度报告栏目      http://{HOST}:{port}/annual/\n"
        f"  泉港区 2025 年度  http://{HOST}:{port}/annual/QZ-QG/2025/   格子旁有问题编号，原件和各种格式可下载\n"
        f"  各年比较          http://{HOST}:{port}/annual/QZ-QG/compare/\n"
        f"  核对我的报告      http://{HOST}:{port}/annual/check/        上传一份，什么也不留存\n"
        f"  首页              http://{HOST}:{port}/                     各单位栏目、政策文件库、检索、开放数据\n"
        f"  查阅点终端        http://{HOST}:{port}/terminal/            触摸操作，不用键盘\n"
        f"  工作台            http://{HOST}:{port}/desk/                账号和密码见 {home() / 'demo-accounts.txt'}\n\n"
        "按 Ctrl+C 结束。"
    )


def _address(port: int) -> None:
    """Where nothing else is set, the site's own address is the one it is served at: withdrawals are confirmed there."""
    os.environ.setdefault("GONGKAI_BASE_URL", f"http://{HOST}:{port}")


def _port_is_free(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise Stop(
                "port-in-use",
                f"端口 {port} 已被占用。请结束占用它的程序，或换一个端口：GONGKAI_PORT={port + 1} ./run demo。",
            ) from None


def _serve(port: int) -> None:
    from granian import Granian  # pulls in the server only where it is wanted
    from granian.constants import Interfaces

    site = Granian(
        "gongkai.wsgi:application", address=HOST, port=port, interface=Interfaces.WSGI, blocking_threads=THREADS,
        log_access=False, websockets=False,
    )  # fmt: skip
    with worker_beside():
        site.serve()


def _empty(folder: Path) -> None:
    """Take away only a home of ours: one that holds our database or nothing at all."""
    if not folder.exists():
        return
    if any(folder.iterdir()) and not (folder / "gongkai.sqlite3").exists():
        raise Stop("not-our-home", f"“{folder}”里没有本平台的数据库，没有清空。请核对 GONGKAI_HOME。")
    if os.environ.get("GONGKAI_DATABASE_URL"):
        raise Stop("not-embedded", "设有 GONGKAI_DATABASE_URL，--fresh 只清空本机自带的数据库，未执行。")
    shutil.rmtree(folder)
