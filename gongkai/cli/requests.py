"""`gongkai requests recompute`: open clocks gone over after a change of the holidays, at once."""

from __future__ import annotations

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, out, with_progress


def recompute() -> None:
    """节假日安排变动后，重算未办结的期限，列出变动的申请。中断后再次运行接着做，重复运行不会重复变动。

    例：gongkai requests recompute
    """
    ready()
    if not has_tables():
        raise Stop("nothing", f"“{home()}”里没有数据库，没有期限可以重算。请核对 GONGKAI_HOME。")
    from gongkai.kit import clock  # models can be imported only once Django is set up
    from gongkai.requests import recomputing

    looked, moved = 0, []
    for move in with_progress(recomputing.going_over(clock.now()), "重算", recomputing.waiting()):
        looked += 1
        if move is not None:
            moved.append(move)
    for move in moved:
        out().print(f"{move.clock.request}　{move.sentence}")
    out().print(f"看过 {looked} 项未办结的期限，变动 {len(moved)} 项。")
