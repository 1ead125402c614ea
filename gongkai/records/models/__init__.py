"""Rows of the records' path: record, content, review, screening, number, publication, links, adjustment."""

from gongkai.records.models.adjustment import AdjustmentItem, AdjustmentRound
from gongkai.records.models.chain import CannedPhrase, ReviewChain
from gongkai.records.models.content import Content
from gongkai.records.models.finding import Finding, Screening
from gongkai.records.models.index_number import IndexNumber, IndexSerial
from gongkai.records.models.joint import Escalation, JointAgency
from gongkai.records.models.link import RecordLink
from gongkai.records.models.publication import Publication, PublishOrder
from gongkai.records.models.record import Record
from gongkai.records.models.review import Review, Submission
from gongkai.records.models.unsaved import Unsaved
from gongkai.records.models.withdrawal_check import WithdrawalCheck

__all__ = [
    "AdjustmentItem", "AdjustmentRound", "CannedPhrase", "Content", "Escalation", "Finding", "IndexNumber",
    "IndexSerial", "JointAgency", "Publication", "PublishOrder", "Record", "RecordLink", "Review", "ReviewChain",
    "Screening", "Submission", "Unsaved", "WithdrawalCheck",
]  # fmt: skip
