"""Tables without domain words: the journal, the worker's heartbeat, imports, changes of the public side."""

from gongkai.kit.models.heartbeat import Heartbeat
from gongkai.kit.models.imports import ImportBatch, ImportRow
from gongkai.kit.models.journal import JournalChain, JournalEntry, JournalSeal
from gongkai.kit.models.outward import PublicChange

__all__ = ["Heartbeat", "ImportBatch", "ImportRow", "JournalChain", "JournalEntry", "JournalSeal", "PublicChange"]
