"""Begin a filing of one unit and period, every cell counted from the facts (《条例》第四十九条、第五十条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.filing_schedule import Span, filing_due, filing_form, span
from gongkai.statistics.filing_counting import counts, fill
from gongkai.statistics.filing_locking import FILE_WORDS, acting_person, keep
from gongkai.statistics.filing_tree import Tree, tree_of, units_around
from gongkai.statistics.models import Filing, PeriodInUse
from gongkai.units.models import Agency
from gongkai.units.powers import FILE_STATISTICS

ACT = "open_filing"


@action
def open_filing(agency_code: str, period: str, year: int, number: int = 0, *, actor: Actor, now: datetime) -> Filing:
    """Make the filing of a period that has ended. What the platform holds nothing for stays blank, to be typed.

    Raises Refused "not-allowed", "not-ended", "period-not-used", "files-elsewhere" for a unit whose successor files for
    it, "filing-exists", and UnknownLaw for a period or form nobody registered.
    """
    require(actor, FILE_STATISTICS, agency_code, FILE_WORDS)
    of = span(period, year, number)
    agency = Agency.objects.select_for_update().get(code=agency_code)
    tree = tree_of(of, units_around(agency.pk))
    filing = begin(agency, of, tree, rolled_up=False, actor=actor, now=now)
    fill(filing, counts(tree.counted(agency.pk), filing_form(of), of), actor=actor, now=now)
    return keep(
        filing, ACT, before={}, after={"period": period, "year": year, "number": number, "cells": filing.cells.count()},
        reason="开始填报", actor=actor, now=now,
    )  # fmt: skip


def begin(agency: Agency, of: Span, tree: Tree, *, rolled_up: bool, actor: Actor, now: datetime) -> Filing:
    """The filing's row without cells. Raises Refused as open_filing does."""
    if of.last >= day_of(now):
        raise Refused("not-ended", f"{of.title}还没有结束，未开始填报。请在 {of.last.isoformat()} 之后填报。")
    if not tree.files(agency.pk):
        heir = next((one for one, taken in tree.taken.items() if agency.pk in taken), None)
        if heir is not None:
            raise Refused(
                "files-elsewhere", f"{agency.name}在{of.title}内已由{tree.agencies[heir].name}承继，由该单位一并填报。"
            )
        raise Refused("files-elsewhere", f"{agency.name}没有上级单位，不需要填报。请由系统管理员核对隶属关系。")
    receiver = tree.agencies[tree.receiver(agency.pk, rolled_up=rolled_up)]
    if rolled_up and not of.kind.obligatory and not in_use(receiver, of):
        # What the agency above does not ask for, the agency may still add up for itself.
        receiver = agency
    if not of.kind.obligatory and not in_use(receiver, of):
        raise Refused("period-not-used", f"{receiver.name}没有采用{of.title}的{of.kind.label}，不需要填报。")
    same = Filing.objects.filter(
        agency=agency, period=of.kind.code, year=of.year, number=of.number, rolled_up=rolled_up
    )  # fmt: skip
    if same.exists():
        raise Refused("filing-exists", f"{of.title}的{of.kind.label}已经开始填报，没有重复建立。请从列表打开。")
    return Filing.objects.create(
        agency=agency, receiver=receiver, period=of.kind.code, year=of.year, number=of.number, rolled_up=rolled_up,
        edition=filing_form(of).id, version=0, made_by=acting_person(actor), made_at=now,
        due_on=filing_due(of, government=rolled_up and agency.level in GOVERNMENTS),
    )  # fmt: skip


GOVERNMENTS = (Agency.Level.PROVINCE, Agency.Level.CITY, Agency.Level.COUNTY)


def in_use(receiver: Agency, of: Span) -> bool:
    """Whether the receiver takes filings of that period."""
    rows = PeriodInUse.objects.filter(receiver=receiver, period=of.kind.code, begins__lte=of.last)
    return rows.exclude(ends__lte=of.last).exists()
