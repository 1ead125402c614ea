"""Rows of supervision."""

from gongkai.supervision.models.notice import WatchNotice
from gongkai.supervision.models.rules import RuleSet
from gongkai.supervision.models.watch import Round, SourceRead, Watch, WatchMove

__all__ = ["Round", "RuleSet", "SourceRead", "Watch", "WatchMove", "WatchNotice"]
