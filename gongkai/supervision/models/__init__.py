"""Rows of supervision."""

from gongkai.supervision.models.card import Card
from gongkai.supervision.models.notice import WatchNotice
from gongkai.supervision.models.rules import RuleSet
from gongkai.supervision.models.watch import Round, SourceRead, Watch, WatchMove

__all__ = ["Card", "Round", "RuleSet", "SourceRead", "Watch", "WatchMove", "WatchNotice"]
