"""Rows of requests for disclosure."""

from gongkai.requests.models.asking import Reminder, SearchRecord, SubCaseItem
from gongkai.requests.models.clock import Clock, ClockEntry, ClockMove
from gongkai.requests.models.dossier import Dossier
from gongkai.requests.models.fee import FeeObjection, Quote
from gongkai.requests.models.file import Attachment, Mark, Release
from gongkai.requests.models.identity import IdentityCheck
from gongkai.requests.models.intake import MatterFile
from gongkai.requests.models.matter import Matter
from gongkai.requests.models.matter_paper import MatterPaper
from gongkai.requests.models.outside import CardFile, Envelope, Piece, StatusCard
from gongkai.requests.models.paper import Paper, PaperChain, PaperReview, PaperTemplate, Service
from gongkai.requests.models.paper_settings import PaperSettings
from gongkai.requests.models.papering import PaperMending, PaperPreview, PaperVersion, ServiceProof, SpotReply
from gongkai.requests.models.redacting import Burning, Conversion, MarkProposal, PageCopy, PageImage
from gongkai.requests.models.registry import Enquiry, Mending
from gongkai.requests.models.request import CLOSED, Exchange, NumberSeries, Request, RequestItem
from gongkai.requests.models.steps import CalendarRun, Ending, ReasonJudgement, Statement, StepTaken
from gongkai.requests.models.subcase import SubCase

__all__ = [
    "CLOSED",
    "Attachment",
    "Burning",
    "CalendarRun",
    "CardFile",
    "Clock",
    "ClockEntry",
    "ClockMove",
    "Conversion",
    "Dossier",
    "Ending",
    "Enquiry",
    "Envelope",
    "Exchange",
    "FeeObjection",
    "IdentityCheck",
    "Mark",
    "MarkProposal",
    "Matter",
    "MatterFile",
    "MatterPaper",
    "Mending",
    "NumberSeries",
    "PageCopy",
    "PageImage",
    "Paper",
    "PaperChain",
    "PaperMending",
    "PaperPreview",
    "PaperReview",
    "PaperSettings",
    "PaperTemplate",
    "PaperVersion",
    "Piece",
    "Quote",
    "ReasonJudgement",
    "Release",
    "Reminder",
    "Request",
    "RequestItem",
    "SearchRecord",
    "Service",
    "ServiceProof",
    "SpotReply",
    "Statement",
    "StatusCard",
    "StepTaken",
    "SubCase",
    "SubCaseItem",
]
