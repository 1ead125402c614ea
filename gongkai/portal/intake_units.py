"""To which units a request can be handed in here, and whom to ask instead of another (docs/decisions/D-340)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from gongkai.columns import published as columns
from gongkai.kit.who import VISITOR
from gongkai.portal.units import exists
from gongkai.units import reads
from gongkai.units.models import Agency


def receiving(units: Iterable[Agency], on: date) -> list[Agency]:
    """Those of the units with a public guide, which says who takes requests (条例第十二条); all where none has one."""
    there = [unit for unit in units if exists(unit, on)]
    guides = columns.updates(VISITOR, columns.GUIDE)
    return [unit for unit in there if unit.code in guides] or there


def whom_to_ask(code: str, units: Iterable[Agency], offered: Iterable[Agency], on: date) -> str:
    """One sentence for an address that names a unit which is not offered; empty where it is, or where there is none.

    Its successors are named first, then the nearest unit above it that takes requests.
    """
    takes = {unit.pk: unit for unit in offered}
    unit = next((one for one in units if one.code == code), None)
    if unit is None or unit.pk in takes:
        return ""
    instead = [link.upper for link in reads.successors(VISITOR, unit)] + reads.ancestors(VISITOR, unit, on)
    upper = next((takes[one.pk] for one in instead if one.pk in takes), None)
    if upper is None:
        return gettext("%(unit)s没有公布受理申请的机构，请在受理单位中另选一个；不能确定的，选最可能的单位。") % {
            "unit": unit.name
        }
    return gettext("%(unit)s没有公布受理申请的机构，请向%(upper)s申请，它会答复或者告诉您该向谁申请。") % {
        "unit": unit.name, "upper": upper.name
    }  # fmt: skip
