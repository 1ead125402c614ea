"""Rows of disputes."""

from gongkai.disputes.models.course import DisputeEvent, DisputePaper
from gongkai.disputes.models.dispute import Dispute

__all__ = ["Dispute", "DisputeEvent", "DisputePaper"]
