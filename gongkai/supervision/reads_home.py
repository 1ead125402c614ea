"""What of the watched clocks stands on a person's home page."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from gongkai.kit.counting import HowMany
from gongkai.kit.who import Actor
from gongkai.supervision.models import Watch
from gongkai.supervision.reads import others_nodes, watched_units
from gongkai.units.powers import ISSUE_CARDS, SET_SUPERVISION, WATCH_CLOCKS


def oversees(asker: Actor) -> bool:
    """Whether the asker answers for other units' clocks too: he sets their rules or issues their cards."""
    return any(act in (SET_SUPERVISION, ISSUE_CARDS) for act, _ in asker.grants)


def home_figures(asker: Actor, on: date) -> dict[str, HowMany]:
    """How many clocks are late and due_today, to be asked for with other figures: of all the units below for who
    oversees them, else of the asker's own units; nothing for who does not watch."""
    if not any(act == WATCH_CLOCKS for act, _ in asker.grants):
        return {}
    if oversees(asker):
        own = Q(agency__in=[one.pk for one in watched_units(asker, on)])
    else:
        own = Q(agency__code__in=[code for act, code in asker.grants if act == WATCH_CLOCKS])
    rows = Watch.objects.filter(own, met_on=None).exclude(node__in=others_nodes()).values("pk")
    return {"late": HowMany(rows.filter(due_on__lt=on)), "due_today": HowMany(rows.filter(due_on=on))}
