"""What a notice says: the step, the thing, the day, how far it is, and when it should have been said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.law.supervision import WatchNode
from gongkai.supervision.decide_notices import ALARM, DUE, Said
from gongkai.supervision.models import Watch
from gongkai.supervision.recipients import Recipient
from gongkai.supervision.rules import role_label

LONGEST = 200


def words_of(
    watch: Watch, said: Said, to: Recipient | None, unit: str, today: date, nodes: Mapping[str, WatchNode]
) -> tuple[str, str]:  # fmt: skip
    """Title and text of a notice made on that day."""
    node = nodes.get(watch.node)
    label = node.label if node else watch.node
    waits = node is not None and node.binds != "agency"
    title = f"【{_kind(said, waits)}】{label}：{watch.title}"[:LONGEST]
    told = [f"{unit}：{watch.title}。{label}的期限是 {watch.due_on.isoformat()}，{_distance(said, waits)}。"]
    if said.on < today:
        told.append(f"本应于 {said.on.isoformat()} 提醒，今天补发。")
    if watch.met_on is not None:
        told.append(f"该事项已于 {watch.met_on.isoformat()} 办结。")
    elif waits and said.days >= 0:
        told.append("对方的期限已满，请登记结果并继续办理。")
    if to is not None and to.instead_of:
        told.append(f"没有在岗的{role_label(to.instead_of, today)}，转报{role_label(to.role, today)}。")
    return title, "".join(told)


def address_of(watch: Watch) -> str:
    """The page of the clock on the desk."""
    return f"/desk/clocks/{watch.pk}/"


def _kind(said: Said, waits: bool) -> str:
    if said.kind == ALARM:
        return "对方期限已过" if waits else "逾期告警"
    return "今天到期" if said.kind == DUE else "临期提醒"


def _distance(said: Said, waits: bool) -> str:
    if said.kind == DUE:
        return "当天到期"
    if said.days < 0:
        return f"还有 {-said.days} 个工作日"
    return f"已过 {said.days} 个工作日" if waits else f"已逾期 {said.days} 个工作日"
