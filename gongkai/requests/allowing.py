"""Whether somebody may do what the table of the procedure does not list: mend, note, mark, export."""

from __future__ import annotations

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.units.powers import HANDLE_REQUESTS


def handles(actor: Actor, code: str, words: str, act: str = HANDLE_REQUESTS) -> None:
    """Raise Refused "not-allowed" unless the actor handles requests of that unit. `words` names what was tried."""
    if not actor.may(act, code):
        raise Refused(
            "not-allowed", f"{actor.name} 在该单位没有{words}的职责，未执行。请由经办人或者公开工作机构的人员办理。"
        )
