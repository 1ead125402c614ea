"""`gongkai probe`: the public site looked at from outside, once, with its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, line, out, say, with_progress

if TYPE_CHECKING:
    from gongkai.inspection.models import Probe

TOLD = 100
Base = Annotated[str, typer.Option("--base", help="本站的网址；不写则用 GONGKAI_BASE_URL，只能是同一主机")]
Once = Annotated[bool, typer.Option("--once", help="只打开一次首页，记下用时")]


def probe(base: Base = "", once: Once = False) -> None:
    """像访客一样巡检公开页面：打开速度、打不开的链接、证书、网页标签、错别字和不应公开的内容。

    只访问本站；中断后再次运行接着做。退出码：0 没有待处理的问题；1 有；2 不能巡检。

    例：gongkai probe --base https://www.example.gov.cn
    """
    ready()
    if not has_tables():
        raise Stop("nothing", f"“{home()}”里没有数据库，没有网站可以巡检。请核对 GONGKAI_HOME。")
    from gongkai.inspection import rounds  # models can be imported only once Django is set up
    from gongkai.inspection.asking import WrongSite
    from gongkai.kit import clock

    try:
        if once:
            _visited(rounds.visit(clock.now(), base))
            return
        made = rounds.begin(clock.now(), base)
    except WrongSite as wrong:
        raise Stop("wrong-site", wrong.sentence) from None
    if made.state == "failed":
        raise Stop("no-answer", f"{made.base} {made.fault}，没有巡检。请核对网址和网站是否在运行。")
    if made.pages:
        say("接着上次中断的地方继续。")
    for _ in with_progress(rounds.walk(made, clock.now), "巡检", None):
        pass
    _told(made)


def _visited(made: Probe) -> None:
    if not made.opened:
        raise Stop("no-answer", f"{made.base} {made.fault or f'返回 {made.status}'}。请核对网址和网站是否在运行。")
    out().print(f"首页打开用时 {made.total_ms} 毫秒，首字节 {made.first_byte_ms} 毫秒。")


def _told(made: Probe) -> None:
    from gongkai.inspection.looking import KINDS  # only there once Django is set up
    from gongkai.inspection.models import ProbeFinding

    left = ProbeFinding.objects.filter(state=ProbeFinding.State.OPEN)
    for one in left.order_by("kind", "address")[:TOLD]:
        fresh = "（新）" if one.first_probe_id == made.pk else ""
        line(one.kind, f"{KINDS.get(one.kind, one.kind)}{fresh} {one.address}：{one.sentence}")
    count, mended = left.count(), made.mended.count()
    end = "已到上限，其余下次先看" if made.state == "cut" else "已完成"
    told = f"{end}：页面 {made.pages} 个，其他地址 {made.files} 个；待处理的问题 {count} 个，本次消除 {mended} 个。"
    out().print(told + (f"证书有效至 {made.certificate_until}。" if made.certificate_until else ""))
    if count:
        raise typer.Exit(1)
