"""`gongkai begin`: the first unit and the three administrators of an empty site."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.django_ready import home, migrated
from gongkai.cli.speech import Stop, out, say


def begin(
    code: Annotated[str, typer.Option("--code", help="单位代码，字母、数字和连字符")],
    name: Annotated[str, typer.Option("--name", help="单位全称")],
    short: Annotated[str, typer.Option("--short", help="单位简称")],
    level: Annotated[
        str, typer.Option("--level", help="层级：province、city、county、department、town、service")
    ] = "county",
    system: Annotated[str, typer.Option("--system", help="系统管理员的登录名")] = "system",
    security: Annotated[str, typer.Option("--security", help="安全保密管理员的登录名")] = "security",
    audit: Annotated[str, typer.Option("--audit", help="安全审计员的登录名")] = "audit",
) -> None:
    """在还没有人的平台上登记第一个单位和三员，并打印三人的一次性密码（只打印这一次）。

    例：gongkai begin --code QZ-QG --name 泉州市泉港区人民政府 --short 泉港区
    """
    migrated()
    from gongkai.kit import clock  # models can be imported only once Django is set up
    from gongkai.kit.action import Refused
    from gongkai.units.actions.begin_site import OPERATOR, begin_site

    people = {
        "system_administrator": (system, "系统管理员"),
        "security_administrator": (security, "安全保密管理员"),
        "audit_administrator": (audit, "安全审计员"),
    }
    try:
        made = begin_site(
            code=code, name=name, short=short, level=level, people=people, actor=OPERATOR, now=clock.now()
        )
    except Refused as refusal:
        raise Stop(refusal.code, refusal.sentence) from refusal
    for account in made:
        out().print(f"{account.person.name}  {account.person.login}  {account.password}", markup=False, highlight=False)
    say(f"已在 {home()} 登记“{name}”和三员。密码只显示这一次，分别当面交付；首次登录须更改密码并设置第二重验证。")
    say("下一步：系统管理员登录后登记单位和人员，安全保密管理员任命职责。")
