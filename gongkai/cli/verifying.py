"""`gongkai verify`: the proof that the journal is whole, and that the rooms' rows say what the journal says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, line, out, with_progress

Kept = Annotated[str, typer.Option("--seal", help="以前抄录的封存校验值（至少前 16 位），用来证明日志没有被整体重写")]
SHORTEST_SEAL = 16


def verify(seal: Kept = "") -> None:
    """验证日志和各类档案没有被删改，指出第一条不符的记录。退出码：0 完整；1 有不符。

    逐条核对日志的哈希链、每日封存，以及内容版本、公开版本、索引号等与日志是否一致。

    例：gongkai verify --seal 3f9a0c1d2b4e5f60
    """
    if seal and len(seal.strip()) < SHORTEST_SEAL:
        raise Stop("seal-too-short", f"封存校验值至少写前 {SHORTEST_SEAL} 位，现为 {len(seal.strip())} 位。")
    ready()
    from gongkai.kit import journal, sealing  # models can be imported only once Django is set up
    from gongkai.kit.proofs import proofs

    if not has_tables():
        raise Stop("nothing", f"“{home()}”里没有数据库，没有日志可以验证。请核对 GONGKAI_HOME。")

    def all_broken() -> Iterator[tuple[str, journal.Broken | None]]:
        for broken in journal.verify():
            yield "journal-broken", broken
        yield "", None
        for broken in sealing.verify_seals(seal):
            yield "seal-broken", broken
        yield "", None
        for room in proofs():
            for broken in room.proof():
                yield f"{room.room}-broken", broken
            yield "", None

    found = 0
    for code, broken in with_progress(all_broken(), "核对", 2 + len(proofs())):
        if broken is not None:
            found += 1
            line(code, f"{broken.chain} 第 {broken.number} 条：{broken.sentence}")
    out().print(f"日志共 {journal.length()} 条，" + (f"{found} 处不符。" if found else "完整无缺。"))
    newest = sealing.newest()
    out().print(
        f"另核对 {'、'.join(room.label for room in proofs()) or '每日封存'}。"
        + (f"最近封存：{newest.day} {newest.hash}" if newest else "尚无封存。")
    )
    raise typer.Exit(1 if found else 0)
