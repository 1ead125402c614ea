"""Agencies over time: registered, renamed, linked, merged, split, and read as of any day."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry, PublicChange
from gongkai.kit.who import VISITOR
from gongkai.units import reads
from gongkai.units.actions.add_agency import add_agency
from gongkai.units.actions.change_agency import change_agency
from gongkai.units.actions.link_agencies import link_agencies
from gongkai.units.actions.rename_agency import rename_agency
from gongkai.units.actions.reorganise_agencies import reorganise_agencies
from gongkai.units.actions.unlink_agencies import unlink_agencies
from gongkai.units.models import Agency
from gongkai.units.tests.conftest import District
from gongkai.units.tests.signing import NOW, TODAY, actor, agency, person

BASIS = "某编〔2026〕1号"


def add(district: District, code: str = "new", **more: object) -> Agency:
    given = {
        "name": "某区教育局",
        "short": "区教育局",
        "level": "department",
        "under": district.top,
        "begins": None,
        **more,
    }
    return add_agency(code=code, actor=district.keeper, now=NOW, **given)


def test_an_agency_is_registered_and_journalled(district: District) -> None:
    made = add(district, index_code="QZ04102")
    entry = JournalEntry.objects.get(act="add_agency")
    assert (entry.chain_id, entry.actor, entry.after["index_code"]) == (made.code, "person:sys", "QZ04102")


def test_the_public_side_is_told_of_every_change_of_an_agency(district: District) -> None:
    def told() -> list[str]:
        return list(PublicChange.objects.filter(kind="unit").order_by("pk").values_list("key", flat=True))

    add(district)
    assert told() == ["new"]
    who = district.keeper
    rename_agency(code="new", name="某区教体局", short="区教体局", since=TODAY, reason=BASIS, actor=who, now=NOW)
    add(district, code="next", name="某区文教局")
    reorganise_agencies(old=["new"], new=["next"], since=TODAY, reason=BASIS, actor=district.keeper, now=NOW)
    assert told() == ["new", "new", "next", "new", "new"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "区"}, "agency-code"),
        ({"code": "district"}, "agency-code-taken"),
        ({"level": "empire"}, "agency-level"),
        ({"name": " "}, "agency-name"),
        ({"index_code": "QZ1"}, "index-code-shape"),
        ({"credit_code": "91350100M000100Y44"}, "credit-code"),
    ],
)
def test_an_agency_is_not_registered_with_faults(district: District, change: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        add(district, **change)
    assert refused.value.code == code


def test_two_agencies_do_not_bear_one_index_code(district: District) -> None:
    add(district, index_code="QZ04102")
    with pytest.raises(Refused, match="已由“某区教育局”使用"):
        add(district, code="other", index_code="QZ04102")


@pytest.mark.parametrize("who", ["security", "audit"])
def test_only_the_system_administrator_registers(district: District, who: str) -> None:
    with pytest.raises(Refused, match="没有为该单位登记单位的权限"):
        add_agency(
            code="x1", name="某局", short="某局", level="department", under=district.top, begins=None,
            actor=actor(getattr(district, who)), now=NOW,
        )  # fmt: skip


def test_a_renamed_agency_keeps_its_old_name_for_the_days_before(district: District) -> None:
    made = agency("culture", district.top, name="某区文化局", short="区文化局", begins=date(2000, 1, 1))
    rename(district, "某区文化体育局", date(2010, 5, 1))
    rename(district, "某区文化和旅游局", date(2019, 3, 1))
    made.refresh_from_db()
    days = [date(2005, 1, 1), date(2010, 4, 30), date(2010, 5, 1), date(2019, 3, 1)]
    assert [reads.name_on(made, day) for day in days] == [
        "某区文化局",
        "某区文化局",
        "某区文化体育局",
        "某区文化和旅游局",
    ]
    assert [(one.begins, one.ends) for one in reads.names_of(VISITOR, made)] == [
        (date(2000, 1, 1), date(2010, 5, 1)), (date(2010, 5, 1), date(2019, 3, 1)), (date(2019, 3, 1), None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "reason", "code"),
    [
        (date(2026, 3, 3), BASIS, "name-in-future"),
        (date(1999, 1, 1), BASIS, "name-too-early"),
        (date(2019, 3, 1), " ", "no-reason"),
    ],
)
def test_a_renaming_needs_a_day_and_a_basis(district: District, since: date, reason: str, code: str) -> None:
    agency("culture", district.top, begins=date(2000, 1, 1))
    with pytest.raises(Refused) as refused:
        rename(district, "某区文化和旅游局", since, reason)
    assert refused.value.code == code


def rename(district: District, name: str, since: date, reason: str = BASIS) -> None:
    rename_agency(code="culture", name=name, short=name[2:], since=since, reason=reason, actor=district.keeper, now=NOW)


def test_changing_the_codes_keeps_the_name(district: District) -> None:
    made = agency("culture", district.top)
    change_agency(
        code="culture", short="文旅局", level="department", index_code="QZ04103", credit_code="", reason="编码",
        actor=district.keeper, now=NOW,
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.name, made.short, made.index_code) == ("culture局", "文旅局", "QZ04103")


def test_links_are_made_and_ended_and_the_tree_is_read_by_day(district: District) -> None:
    city = agency("city", level=Agency.Level.CITY)
    bureau, town = agency("bureau"), agency("town", district.top)
    grand = link_agencies(
        upper="district",
        lower="bureau",
        kind="administers",
        begins=date(2020, 1, 1),
        reason="",
        actor=district.keeper,
        now=NOW,
    )
    everywhere = actor_everywhere(district)
    link_agencies(upper="city", lower="bureau", kind="supervises", begins=None, reason="", actor=everywhere, now=NOW)
    assert reads.superior(VISITOR, bureau, TODAY) == district.top
    assert list(reads.supervisors(VISITOR, bureau, TODAY)) == [city]
    assert reads.ancestors(VISITOR, bureau, TODAY) == [district.top, city]
    assert set(reads.descendants(VISITOR, district.top, TODAY)) == {bureau, town}
    assert [(one.agency.code, one.depth) for one in reads.tree(VISITOR, TODAY)] == [
        ("city", 0), ("district", 0), ("bureau", 1), ("town", 1),
    ]  # fmt: skip
    unlink_agencies(link_id=grand.pk, ends=date(2026, 2, 1), reason=BASIS, actor=district.keeper, now=NOW)
    assert reads.superior(VISITOR, bureau, TODAY) is None
    assert reads.superior(VISITOR, bureau, date(2026, 1, 31)) == district.top
    with pytest.raises(Refused, match="已于 2026-02-01 结束"):
        unlink_agencies(link_id=grand.pk, ends=date(2026, 2, 2), reason=BASIS, actor=district.keeper, now=NOW)


def test_a_circle_is_refused(district: District) -> None:
    agency("bureau", district.top)
    with pytest.raises(Refused, match="互为上级"):
        link_agencies(
            upper="bureau", lower="district", kind="supervises", begins=None, reason="", actor=district.keeper, now=NOW
        )


def test_a_merger_ends_the_old_and_links_the_new(district: District) -> None:
    old = [agency("tourism", district.top), agency("sports", district.top)]
    new = agency("culture", district.top)
    ended = reorganise_agencies(
        old=["tourism", "sports"], new=["culture"], since=date(2026, 1, 1), reason=BASIS, actor=district.keeper, now=NOW
    )
    assert [one.ends for one in ended] == [date(2026, 1, 1)] * 2
    assert [link.lower for link in reads.predecessors(VISITOR, new)] == old
    assert [link.upper for link in reads.successors(VISITOR, old[0])] == [new]
    assert [one.agency.code for one in reads.tree(VISITOR, TODAY)] == ["district", "culture"]
    assert set(reads.descendants(VISITOR, district.top, date(2025, 12, 31))) == {*old, new}


def test_a_split_leaves_one_part_under_the_old_code(district: District) -> None:
    agency("health", district.top), agency("insurance", district.top)
    reorganise_agencies(
        old=["health"],
        new=["health", "insurance"],
        since=date(2026, 1, 1),
        reason=BASIS,
        actor=district.keeper,
        now=NOW,
    )
    assert Agency.objects.get(code="health").ends is None
    assert [link.lower.code for link in reads.predecessors(VISITOR, Agency.objects.get(code="insurance"))] == ["health"]


def test_an_agency_with_people_on_duty_does_not_end(district: District) -> None:
    unit = agency("tourism", district.top)
    agency("culture", district.top)
    person("经办人", unit, "clerk")
    with pytest.raises(Refused, match="仍有人员任职（经办人）"):
        reorganise_agencies(old=["tourism"], new=["culture"], since=TODAY, reason=BASIS, actor=district.keeper, now=NOW)
    assert Agency.objects.get(code="tourism").ends is None


def actor_everywhere(district: District):  # type: ignore[no-untyped-def]
    city = Agency.objects.get(code="city")
    return actor(person("市管理员", city, "system_administrator"))
