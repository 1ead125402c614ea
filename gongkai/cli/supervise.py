"""`gongkai supervise`: the watcher's rounds now, for days on which no worker ran."""

from __future__ import annotations

from collections import deque
from contextlib import nullcontext
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, out, with_progress

if TYPE_CHECKING:
    from gongkai.supervision.round import Done


def supervise(
    until: Annotated[
        datetime | None, typer.Option(help="补到哪一天（含当天），缺省为今天", formats=["%Y-%m-%d"])
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只试算要补多少条，不写入、不发送")] = False,
) -> None:
    """补做电子监察：从上一次完成的那天起，逐日核对期限，把该发的提醒和告警各发一次。平时由后台进程自动做。

    工作台上的通知立即送达；邮件、短信和企业微信由后台进程发送。

    例：gongkai supervise --dry-run
    """
    ready()
    if not has_tables():
        raise Stop("nothing", f"“{home()}”里没有数据库，没有期限可以监察。请核对 GONGKAI_HOME。")
    # Models can be imported only once Django is set up.
    from django.db import transaction

    from gongkai.kit import clock
    from gongkai.supervision import round as going

    now, day = clock.now(), until.date() if until else clock.today()
    if day > clock.today():
        raise Stop("not-yet", f"{day.isoformat()} 还没有到，未补做。请填写今天或者以前的日期。")
    first, last = going.first_day(day), going.last_day()
    if until is not None and last is not None and day < last:
        out().print(f"{day.isoformat()} 以前都已做完，没有要补的。")
        return
    with transaction.atomic() if dry_run else nullcontext():
        days = with_progress(going.rounds(day, now), "电子监察", (day - first).days + 1)
        done = deque(days, maxlen=1).pop()
        if dry_run:
            transaction.set_rollback(True)
    if done.busy:
        raise Stop("busy", "另一个进程正在做电子监察，未补做。请稍后再看。")
    _say(done, first, day, dry_run=dry_run)
    if done.faults or done.unreachable:
        raise typer.Exit(1)


def _say(done: Done, first: date, day: date, *, dry_run: bool) -> None:
    words = "试算，没有写入：" if dry_run else ""
    out().print(
        f"{words}{first.isoformat()} 至 {day.isoformat()}，{done.days} 天；期限新增 {done.opened}，变动 {done.moved}，"
        f"办结 {done.met}，不再需要 {done.dropped}；通知 {done.made} 条。"
    )
    if done.faults:
        out().print(f"有 {done.faults} 个来源没有读到，它们的期限停在上一次的情况；下一次从那时补起。")
    if done.unreachable:
        out().print(f"有 {done.unreachable} 次提醒没有任何在岗的人可以通知，请安全保密管理员分配岗位。")
