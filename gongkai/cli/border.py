"""`gongkai border`: what the database lets the public side do, put in place and proved."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, line, out

Role = Annotated[str, typer.Argument(help="公开一侧使用的数据库角色")]


def grant(role: Role) -> None:
    """在 PostgreSQL 上只授予该角色读取公开内容、累加访问次数的权限，收回其他一切权限。可以重复执行，升级后再执行一次。

    例：gongkai border grant gongkai_public
    """
    _tables_there()
    from django.db import connection, transaction  # settings are only there now

    from gongkai.kit.border import roles

    if connection.vendor != "postgresql":
        raise Stop("not-postgresql", "这个数据库不是 PostgreSQL，没有角色可以授权；SQLite 的公开连接由程序自己看守。")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            count = roles.grant(cursor, role)
    except roles.NoRole as missing:
        raise Stop("no-role", missing.sentence) from None
    except ValueError:
        raise Stop("bad-role", f"“{role}”不是角色名：只用小写字母、数字和下划线，以字母开头。") from None
    out().print(f"角色 {role} 可以读取 {count} 张公开的表，其他都不能。")


def check(role: Annotated[str, typer.Argument(help="角色；不写则取公开连接的用户")] = "") -> None:
    """逐表核对公开一侧能读到什么，指出不该有或缺少的权限。退出码：0 守住了；1 有不符。

    例：gongkai border check
    """
    _tables_there()
    from django.conf import settings  # settings are only there now
    from django.db import connection

    from gongkai.kit.border import roles
    from gongkai.kit.border.tables import tables_of
    from gongkai.kit.border.trying import hidden_rows, tried

    faults: list[str] = []
    if connection.vendor == "postgresql":
        name = role or str(settings.DATABASES["public"].get("USER", ""))
        try:
            with connection.cursor() as cursor:
                faults += roles.faults(cursor, name)
        except roles.NoRole as missing:
            raise Stop("no-role", missing.sentence) from None
    reached, missed = tried()
    faults += [f"公开一侧读到了 {table}。" for table in reached]
    faults += [f"公开一侧读不到 {table}，有的公开页面会打不开。" for table in missed]
    if not missed:
        faults += [
            f"公开一侧看到 {table} 中 {count} 行不公开的内容。" for table, count in hidden_rows().items() if count
        ]
    for sentence in faults:
        line("border", sentence)
    count = len(tables_of(connection.vendor))
    out().print(f"公开的表 {count} 张，" + (f"{len(faults)} 处不符。" if faults else "其他都读不到。"))
    if faults:
        raise typer.Exit(1)


def _tables_there() -> None:
    ready()
    if not has_tables():
        raise Stop("nothing", f"“{home()}”里没有数据库，无可核对。请核对 GONGKAI_HOME。")
