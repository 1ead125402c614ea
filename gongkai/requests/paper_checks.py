"""Looked at on every start: the forms of documents name only facts the program can tell, and use all of them."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from gongkai.law.errors import LawError
from gongkai.law.paper_forms import histories, paper_facts
from gongkai.law.reply_sentences import course_codes
from gongkai.requests.paper_facts import FACTS
from gongkai.requests.reply_text import CAME_BACK, ONLINE, REDONE, WENT_OUT


@register()
def documents_agree(**_options: Any) -> list[CheckMessage]:
    """Each fact has its function, each function its row, and each step on the way its sentence."""
    try:
        facts, _forms, courses = paper_facts(), histories(), course_codes()
    except LawError as error:
        return [Error(str(error), id="gongkai.E050")]
    found: list[CheckMessage] = [
        Error(f"文书的填空“{code}”没有对应的推算。", id="gongkai.E051") for code in sorted(set(facts) - set(FACTS))
    ]
    found += [Error(f"推算“{code}”不在文书的填空表中。", id="gongkai.E052") for code in sorted(set(FACTS) - set(facts))]
    told = {*WENT_OUT.values(), *CAME_BACK.values(), REDONE, ONLINE}
    found += [Error(f"办理经过“{code}”没有语句。", id="gongkai.E053") for code in sorted(told - courses)]
    return found
