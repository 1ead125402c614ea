"""The site's choices for index numbers, held against the law's rows before the first number is given."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from gongkai.law.errors import LawError
from gongkai.law.index_rules import index_rule
from gongkai.law.record_classes import index_classes
from gongkai.law.topics import topics

YEARS = ("formed", "published")


@register()
def numbering_holds(**kwargs: Any) -> list[CheckMessage]:
    """The rule is registered, what restarts the serial stands in the number, year and table are known."""
    found: list[CheckMessage] = []
    try:
        rule = index_rule(settings.INDEX_RULE)
    except LawError as error:
        found.append(Error(error.sentence, hint="改正 GONGKAI_INDEX_RULE，一般填 fujian。", id="gongkai.E020"))
    else:
        if strange := [kind for kind in settings.INDEX_RESTARTS if kind == "serial" or rule.segment(kind) is None]:
            said = f"GONGKAI_INDEX_RESTARTS 中的“{strange[0]}”不在{rule.title}的号内，流水号随它重新起编会重号。"
            found.append(Error(said, hint="删去该项，或者不设，按规则起编。", id="gongkai.E020"))
    if settings.INDEX_YEAR not in YEARS:
        said = f"GONGKAI_INDEX_YEAR“{settings.INDEX_YEAR}”无法识别。"
        found.append(Error(said, hint="填 formed（成文年度）或 published（发布年度）。", id="gongkai.E021"))
    try:
        # The newest edition will do: it is the table's name that is asked for.
        index_classes(settings.INDEX_CLASSES, date.max)
    except LawError as error:
        found.append(Error(error.sentence, hint="改正 GONGKAI_INDEX_CLASSES，一般填 quanzhou。", id="gongkai.E022"))
    try:
        topics(settings.TOPICS, date.max)
    except LawError as error:
        found.append(Error(error.sentence, hint="改正 GONGKAI_TOPICS，一般填 national。", id="gongkai.E024"))
    return found
