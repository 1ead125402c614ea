"""Agencies, people, duties, notices and linked systems."""

from gongkai.units.models.agency import Agency, AgencyLink, AgencyName
from gongkai.units.models.duty import ADMINISTRATORS, Duty
from gongkai.units.models.notice import Notice
from gongkai.units.models.person import PastPassword, Person
from gongkai.units.models.system import OfficeSystem

__all__ = [
    "ADMINISTRATORS",
    "Agency",
    "AgencyLink",
    "AgencyName",
    "Duty",
    "Notice",
    "OfficeSystem",
    "PastPassword",
    "Person",
]
