"""Tables without domain words: the journal, the worker's heartbeat, imports."""

from gongkai.kit.models.heartbeat import Heartbeat
from gongkai.kit.models.imports import ImportBatch, ImportRow
from gongkai.kit.models.journal import JournalChain, JournalEntry, JournalSeal

__all__ = ["Heartbeat", "ImportBatch", "ImportRow", "JournalChain", "JournalEntry", "JournalSeal"]
