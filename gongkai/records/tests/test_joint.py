"""A joint document: the lead unit decides; co-makers are told, see it, and may say what they think."""

from __future__ import annotations

import pytest

from gongkai.kit.action import Refused
from gongkai.records import reads
from gongkai.records.actions.acknowledge_joint import acknowledge_joint
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.create_record import create_record
from gongkai.records.models import JointAgency, Record
from gongkai.records.tests.making import NOW, a_draft, a_published, a_said, a_submitted, a_unit, actors, passed_on
from gongkai.units.models import Agency


def told(record: Record) -> list[str]:
    return list(JointAgency.objects.filter(record=record).values_list("told_of", flat=True))


@pytest.fixture
def partner(unit: Agency) -> Agency:
    """A unit that makes documents together with the first."""
    made = a_unit("partner")
    actors(made)
    return made


def test_co_makers_are_told_at_every_turn(unit: Agency, partner: Agency) -> None:
    draft = a_draft(unit, joint=["partner"])
    assert told(draft) == [""]
    record = a_submitted(unit, joint=["partner"])
    assert told(record) == ["submitted"]
    assert told(passed_on(record)) == ["approved"]
    assert told(a_published(unit, joint=["partner"])) == ["published"]


def test_an_opinion_stands_until_there_is_something_new(unit: Agency, partner: Agency) -> None:
    record = a_submitted(unit, joint=["partner"])
    clerk = actors(partner)["clerk"]
    made = acknowledge_joint(record.pk, "建议第三条写明时限。", actor=clerk, now=NOW)
    assert made.seen_at == NOW
    again = acknowledge_joint(record.pk, actor=clerk, now=NOW)
    assert again.opinion == "建议第三条写明时限。"
    shown = reads.joint_agencies(actors(unit)["clerk"], record).get()
    assert (shown.agency, shown.opinion) == (partner, "建议第三条写明时限。")
    passed_on(record)
    shown.refresh_from_db()
    assert (shown.told_of, shown.seen_at, shown.opinion) == ("approved", None, "建议第三条写明时限。")
    assert [one.record for one in reads.joint_records(clerk)] == [record]


def test_co_makers_come_and_go_with_the_content(unit: Agency, partner: Agency) -> None:
    third = a_unit("third")
    record = a_draft(unit, joint=["partner"])
    clerk = actors(unit)["clerk"]
    changed = change_record(record.pk, record.edition, a_said(joint=["third"]), actor=clerk, now=NOW)
    assert list(JointAgency.objects.filter(record=changed).values_list("agency", flat=True)) == [third.pk]


@pytest.mark.parametrize(("joint", "words"), [(["tuling"], "是牵头单位"), (["nobody"], "“nobody”没有登记")])
def test_a_co_maker_is_another_known_unit(unit: Agency, joint: list[str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        create_record(agency=unit, said=a_said(joint=joint), actor=actors(unit)["clerk"], now=NOW)


def test_too_long_an_opinion_is_refused(unit: Agency, partner: Agency) -> None:
    record = a_submitted(unit, joint=["partner"])
    with pytest.raises(Refused, match="最多 2000 字"):
        acknowledge_joint(record.pk, "长" * 2001, actor=actors(partner)["clerk"], now=NOW)
