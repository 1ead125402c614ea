"""What the templates of files and marking share: the tag of a release's state."""

from __future__ import annotations

from typing import Any

from django.template import Library

from gongkai.requests.models import Release

register = Library()
STATES = {"marking": ("pen", "care"), "proven": ("okc", "main"), "failed": ("noc", "stop"), "given": ("up", "past")}


@register.inclusion_tag("desk/parts/state.html")
def release_state(release: Release) -> dict[str, Any]:
    """The tag of a release's state: icon, tone and word."""
    icon, tone = STATES.get(release.state, ("doc", ""))
    return {"icon": icon, "tone": tone, "words": release.get_state_display()}
