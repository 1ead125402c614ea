"""What the templates of sub-cases share: the tag of where one stands, the tag of a verdict."""

from __future__ import annotations

from typing import Any

from django.template import Library
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.law.subcases import Verdict
from gongkai.requests.models import SubCase, SubCaseItem

register = Library()
# Words, icon and tone of each stage; a done one shows its own state.
STAGES = {
    "draft": (_("待发函"), "pen", ""), "sent": (_("已发函，收到日期未登记"), "hold", "care"),
    "waiting": (_("待答复"), "clock", ""), "passed": (_("期限已过，待办结"), "late", "stop"),
    "answered": (_("已答复，待办结"), "care", "care"), "again": (_("逾期收到意见，待重新认定"), "care", "care"),
    "cancelled": (_("已取消"), "noc", "past"),
}  # fmt: skip


@register.inclusion_tag("desk/parts/state.html")
def subcase_stage(stage: str, row: SubCase) -> dict[str, Any]:
    """The tag of where a sub-case stands."""
    words, name, tone = STAGES.get(stage, (row.get_state_display(), "okc", "main"))
    return {"icon": name, "tone": tone, "words": str(words)}


@register.inclusion_tag("desk/parts/state.html")
def subcase_verdict(item: SubCaseItem, known: dict[str, Verdict]) -> dict[str, Any]:
    """The tag of the verdict on one thing."""
    found = known.get(item.verdict)
    if found is None:
        return {"icon": "clock", "tone": "", "words": gettext("未审查")}
    return {"icon": "okc" if found.passes else "noc", "tone": "main" if found.passes else "stop", "words": found.label}
