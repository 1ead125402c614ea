"""What may become of people and their duties, from facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gongkai.law.duties import Held, duties, duty_of, duty_problems
from gongkai.law.errors import UnknownLaw
from gongkai.units.decide import Barrier
from gongkai.units.open_work import OpenItem


def duty_barrier(kind: str, agency: str, held: Iterable[Held], on: date) -> Barrier | None:
    """Why a person who holds `held` may not have the duty in that agency from that day (the law's exclusions)."""
    try:
        duty_of(kind, on)
    except UnknownLaw as unknown:
        return Barrier("duty-unknown", f"{unknown} 请从职责名单中选择。")
    mine = tuple(held)
    new = Held(kind, agency)
    if new in mine:
        label = duty_of(kind, on).label
        return Barrier("duty-held", f"此人在该单位已担任“{label}”，未重复登记。")
    already = {problem.sentence for problem in duty_problems(mine, on)}
    for problem in duty_problems((*mine, new), on):
        if problem.sentence not in already:
            return Barrier(problem.code, problem.sentence)
    return None


def uncovered(items: Iterable[OpenItem], left: Iterable[Held], on: date) -> list[OpenItem]:
    """The open items that somebody with only the duties `left` could not keep."""
    kept = list(left)
    return [item for item in items if not _covers(item, kept, on)]


def receivers_for(
    items: Sequence[OpenItem], receivers: Sequence[tuple[str, Sequence[Held]]], on: date
) -> tuple[list[int], list[OpenItem]]:
    """For each item the place in `receivers` of the first who has a fitting duty; and the items that nobody fits."""
    chosen: list[int] = []
    orphans: list[OpenItem] = []
    for item in items:
        place = next((place for place, (_, held) in enumerate(receivers) if _covers(item, held, on)), -1)
        chosen.append(place)
        if place < 0:
            orphans.append(item)
    return chosen, orphans


def handover_barrier(name: str, orphans: Sequence[OpenItem], named: bool, on: date) -> Barrier | None:
    """Why nobody can leave yet: the open items that have no fitting receiver."""
    if not orphans:
        return None
    shown = "；".join(f"《{item.title}》" for item in orphans[:3]) + ("等" if len(orphans) > 3 else "")
    wanted = sorted({label for item in orphans for label in _labels(item, on)})
    who = f"担任{'或'.join(f'“{one}”' for one in wanted)}的人员" if wanted else "同单位办理业务的人员"
    if named:
        return Barrier(
            "receiver-unfit",
            f"指定的接收人不能接办 {len(orphans)} 件：{shown}。须由同一单位{who}接办，请另外指定。",
        )
    return Barrier(
        "open-work", f"{name} 还有 {len(orphans)} 件未办结：{shown}。请先指定接收人（同一单位{who}），再行办理。"
    )


def _covers(item: OpenItem, held: Iterable[Held], on: date) -> bool:
    wanted = item.duties or tuple(duty.code for duty in duties(on) if duty.group == "business")
    return any(one.agency == item.agency_code and one.duty in wanted for one in held)


def _labels(item: OpenItem, on: date) -> list[str]:
    return [duty_of(code, on).label for code in item.duties]
