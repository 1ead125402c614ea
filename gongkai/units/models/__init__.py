"""Agencies, people, duties and linked systems."""

from gongkai.units.models.agency import Agency, AgencyLink
from gongkai.units.models.duty import ADMINISTRATORS, Duty
from gongkai.units.models.person import PastPassword, Person
from gongkai.units.models.system import OfficeSystem

__all__ = ["ADMINISTRATORS", "Agency", "AgencyLink", "Duty", "OfficeSystem", "PastPassword", "Person"]
