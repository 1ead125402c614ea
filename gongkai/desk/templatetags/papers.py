"""What the templates of papers share: the tag of a paper's state, and how it was served."""

from __future__ import annotations

from typing import Any

from django.template import Library
from django.utils.translation import gettext

from gongkai.requests.models import Paper

register = Library()
STATES = {
    "draft": ("pen", ""), "in_review": ("clock", "care"), "signed": ("ok", "main"), "issued": ("okc", "main"),
    "void": ("noc", "past"),
}  # fmt: skip


@register.inclusion_tag("desk/parts/state.html")
def paper_state(paper: Paper) -> dict[str, Any]:
    """The tag of a paper's state, with the step that is due."""
    name, tone = STATES[paper.state]
    words = str(Paper.State(paper.state).label)
    if paper.state == Paper.State.IN_REVIEW and paper.position < len(paper.chain):
        words = gettext("待%(step)s") % {"step": paper.chain[paper.position]["label"]}
    return {"icon": name, "tone": tone, "words": words}


@register.simple_tag
def served(paper: Paper) -> str:
    """The day of the first service that succeeded, or that it is still to be served, or nothing before issue."""
    if paper.state != Paper.State.ISSUED:
        return "—"
    days = [one.served_on for one in paper.services.all() if one.served_on is not None]
    if not days:
        return gettext("待送达")
    return min(days).isoformat()
