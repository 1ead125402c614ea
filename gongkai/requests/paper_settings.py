"""The standing facts of a unit's papers: its own settings, else its public guide, else the links between units."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from gongkai.columns.published import guide
from gongkai.kit.action import Refused
from gongkai.kit.who import VISITOR
from gongkai.law.errors import LawError
from gongkai.law.paper_numbers import paper_numbers
from gongkai.law.remedies import reviewer_for
from gongkai.law.reviewer_kinds import reviewer_kind
from gongkai.requests.models import PaperSettings
from gongkai.units.models import Agency, AgencyLink

GOVERNMENTS = (Agency.Level.COUNTY, Agency.Level.CITY, Agency.Level.PROVINCE)
EITHER = "或者"
WHERE = "请在“文书设置”中填写"


class Missing(Exception):
    """A fact that a paper must print and nobody has recorded; the sentence says which and where to put it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def settings_of(agency: Agency) -> PaperSettings:
    """The unit's settings; an unsaved row of empty ones where it has made none."""
    return PaperSettings.objects.filter(agency=agency).first() or PaperSettings(agency=agency)


def prefix_of(agency: Agency, settings: PaperSettings) -> str:
    """The 机关代字 before the word of a series; the unit's short name where it has set none."""
    return settings.prefix or agency.short


def number_words(agency: Agency, series: str, year: int, serial: int) -> str:
    """A paper's number as printed. Raises Refused "no-series"."""
    settings = settings_of(agency)
    try:
        return paper_numbers().number(
            series, prefix_of(agency, settings), year, serial, word=settings.words.get(series, "")
        )
    except LawError as error:
        raise Refused("no-series", error.sentence) from error


def reviewer_of(agency: Agency, settings: PaperSettings, on: date) -> str:
    """Who reviews a reply of that unit made on that day, by name. Raises Missing where it cannot be told."""
    if settings.reviewer:
        return settings.reviewer
    try:
        kind = reviewer_kind(agency.level, agency.name)
        words = reviewer_for(kind.kind, on).words
    except LawError as error:
        raise Missing(error.sentence) from error
    if kind.way == "own":
        return agency.name
    upper = government_of(agency, on) if kind.way == "government" and EITHER not in words else None
    if upper is None:
        raise Missing(f"没有登记{agency.name}的复议机关（{words}）的名称，不能告知救济途径。{WHERE}。")
    return upper.name


def government_of(agency: Agency, on: date) -> Agency | None:
    """The government the unit belongs to that day, or None where no link says so."""
    lasting = (Q(begins=None) | Q(begins__lte=on)) & (Q(ends=None) | Q(ends__gt=on))
    links = AgencyLink.objects.filter(lasting, lower=agency, upper__level__in=GOVERNMENTS)
    found = links.select_related("upper").filter(kind=AgencyLink.Kind.ADMINISTERS).order_by("id").first()
    return found.upper if found else None


def court_of(agency: Agency, settings: PaperSettings) -> str:
    """The court named in the remedy paragraph. Raises Missing."""
    if not settings.court:
        raise Missing(f"没有登记对{agency.name}的答复提起行政诉讼的管辖法院，不能告知救济途径。{WHERE}。")
    return settings.court


def contact_of(agency: Agency, settings: PaperSettings) -> str:
    """Office, address and telephone for the reader of a paper. Raises Missing."""
    office, address, phone = office_of(agency, settings), settings.address, settings.phone
    if not (address and phone):
        page = guide(VISITOR, agency.code)
        address = address or (page.value("office_address") if page else "")
        phone = phone or (page.value("office_phone") if page else "")
    if not (address and phone):
        raise Missing(f"没有登记{agency.name}政府信息公开工作机构的地址和电话。{WHERE}，或者先发布政府信息公开指南。")
    return f"{office}，地址：{address}，电话：{phone}"


def office_of(agency: Agency, settings: PaperSettings) -> str:
    """The disclosure office by name; the unit itself where nothing is recorded."""
    if settings.office:
        return settings.office
    page = guide(VISITOR, agency.code)
    return (page.value("office_name") if page else "") or agency.name
