"""What the templates of the requests' pages share: the tag of a state, the chip of a limit."""

from __future__ import annotations

from datetime import date

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.desk.frame.clocks import clock_of
from gongkai.desk.templatetags.desk import icon

register = Library()
# Icon and tone of each state of the procedure.
STATES = {
    "arrived": ("bell", "care"), "unconfirmed": ("hold", "care"), "handling": ("pen", "main"),
    "correcting": ("hold", "care"), "explaining": ("hold", "care"), "paying": ("hold", "care"),
    "signed": ("up", "main"), "redoing": ("back", "care"), "replied": ("okc", "main"), "ended": ("okc", "past"),
    "archived": ("doc", "past"), "void": ("noc", "past"),
}  # fmt: skip


@register.simple_tag
def request_state(code: str, label: str) -> SafeString:
    """The tag of a request's state, by its code and the word the table has for it. Lists have many: no template."""
    name, tone = STATES.get(code, ("doc", ""))
    return format_html('<span class="tag{}">{}{}</span>', f" {tone}" if tone else "", icon(name), label)


@register.simple_tag
def due_chip(due: date | None, on: date) -> SafeString:
    """The chip of a limit, as `clock_chip` shows it, for lists."""
    found = clock_of(due, on)
    if found is None:
        return format_html('<span class="{}">{}</span>', "quiet", "—")
    return format_html(
        '<span class="clock{}">{}{}</span>', f" {found.tone}" if found.tone else "", icon(found.icon), found.words
    )


@register.filter
def of(words: dict[str, str], code: str) -> str:
    """The words of a code; the code where there are none."""
    return words.get(code, code)
