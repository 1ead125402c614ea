"""Linking an office system, changing its key, ending the link; and what actor a system is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import Actor
from gongkai.units import systems
from gongkai.units.actions.add_system import add_system
from gongkai.units.actions.renew_system import renew_system
from gongkai.units.actions.revoke_system import revoke_system
from gongkai.units.powers import DRAFT, MANAGE_SYSTEMS, READ
from gongkai.units.systems_keys import NewKey, hash_of, new_key, prefix_of
from gongkai.units.tests.conftest import District
from gongkai.units.tests.signing import NOW, TODAY, agency, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(district: District) -> NewKey:
    """The district's own office system."""
    return add_system(agency=district.top, name="综合办公系统", actor=district.keeper, now=NOW)


def test_a_key_tells_its_system_and_no_other_word_does(made: NewKey) -> None:
    assert systems.system_of_key(made.key, TODAY) == made.system
    for wrong in (
        "",
        ".",
        made.system.prefix,
        made.key + "A",
        made.key[:-1],
        new_key(made.system.prefix),
        f"x{made.key}",
    ):
        assert systems.system_of_key(wrong, TODAY) is None
    assert systems.system_of_key(made.key, TODAY - timedelta(days=1)) is None


def test_the_row_and_the_journal_hold_no_key(made: NewKey) -> None:
    assert made.system.key_hash == hash_of(made.key)
    row = JournalEntry.objects.get(act="add_system")
    assert (row.chain_id, row.subject) == ("district", f"system {made.system.prefix}")
    secret = made.key.partition(".")[2]
    assert secret not in f"{row.before}{row.after}{row.reason}"
    assert made.system.key_hash not in f"{row.before}{row.after}"


def test_keys_are_never_alike() -> None:
    keys = {new_key("abc") for _ in range(200)}
    assert len(keys) == 200
    assert {prefix_of(key) for key in keys} == {"abc"}


def test_a_system_drafts_and_reads_for_its_agency_and_nothing_else(made: NewKey) -> None:
    actor = systems.actor_of_system(made.system)
    assert actor.id == f"system:{made.system.prefix}"
    assert actor.grants == {(DRAFT, "district"), (READ, "district")}
    assert systems.prefix_of_actor(actor) == made.system.prefix


def test_a_person_is_no_system(district: District) -> None:
    with pytest.raises(Refused) as refused:
        systems.prefix_of_actor(district.keeper)
    assert refused.value.code == "not-a-system"


def test_only_who_manages_systems_there_may_link_change_and_end(district: District, made: NewKey) -> None:
    elsewhere = Actor("person:other", "系统管理员", frozenset({(MANAGE_SYSTEMS, "elsewhere")}))
    for actor in (district.giver, elsewhere, systems.actor_of_system(made.system)):
        for act in (
            lambda actor=actor: add_system(agency=district.top, name="另一系统", actor=actor, now=NOW),
            lambda actor=actor: renew_system(made.system.pk, "试", actor=actor, now=NOW),
            lambda actor=actor: revoke_system(made.system.pk, "试", actor=actor, now=NOW),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == "not-allowed"
    assert list(systems.systems(elsewhere)) == []
    assert systems.system(elsewhere, made.system.pk) is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "system-name"),
        ({"name": "长" * 101}, "system-name"),
        ({"name": "综合办公系统"}, "system-name-taken"),
        ({"name": "临时系统", "ends": TODAY}, "system-ends"),
    ],
)
def test_a_link_is_refused(district: District, made: NewKey, given: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        add_system(agency=district.top, actor=district.keeper, now=NOW, **given)
    assert refused.value.code == code


def test_an_agency_that_has_ended_gets_no_system(district: District) -> None:
    gone = agency("gone", district.top, ends=TODAY)
    keeper = Actor("person:sys", "系统管理员", frozenset({(MANAGE_SYSTEMS, "gone")}))
    with pytest.raises(Refused) as refused:
        add_system(agency=gone, name="综合办公系统", actor=keeper, now=NOW)
    assert refused.value.code == "agency-ended"


def test_another_key_leaves_the_system_the_same(district: District, made: NewKey) -> None:
    renewed = renew_system(made.system.pk, "密钥遗失", actor=district.keeper, now=NOW)
    assert renewed.system.prefix == made.system.prefix
    assert systems.system_of_key(made.key, TODAY) is None
    assert systems.system_of_key(renewed.key, TODAY) == made.system
    assert JournalEntry.objects.get(act="renew_system").reason == "密钥遗失"


def test_an_ended_link_does_not_come_back(district: District, made: NewKey) -> None:
    revoke_system(made.system.pk, "系统下线", actor=district.keeper, now=NOW)
    assert systems.system_of_key(made.key, TODAY) is None
    for act in (renew_system, revoke_system):
        with pytest.raises(Refused) as refused:
            act(made.system.pk, "再试", actor=district.keeper, now=NOW)
        assert refused.value.code == "system-ended"
    row = JournalEntry.objects.get(act="revoke_system")
    assert (row.before["ends"], row.after["ends"]) == ("", TODAY.isoformat())
    add_system(agency=district.top, name="综合办公系统", actor=district.keeper, now=NOW)


@pytest.mark.parametrize("act", [renew_system, revoke_system])
def test_a_reason_is_asked_and_the_system_must_be_there(district: District, made: NewKey, act: object) -> None:
    for number, reason, code in ((made.system.pk, " ", "no-reason"), (0, "试", "system-unknown")):
        with pytest.raises(Refused) as refused:
            act(number, reason, actor=district.keeper, now=NOW)  # type: ignore[operator]
        assert refused.value.code == code


def test_use_is_noted_once_a_minute(made: NewKey) -> None:
    for seconds, noted in ((0, 0), (59, 0), (60, 60)):
        made.system.refresh_from_db()
        systems.note_use(made.system, NOW + timedelta(seconds=seconds))
        made.system.refresh_from_db()
        assert made.system.last_used_at == NOW + timedelta(seconds=noted)


def test_a_drafter_is_who_drafts_for_that_agency_today(district: District, made: NewKey) -> None:
    clerk = person("经办人", district.top, "clerk", login="the-clerk")
    person("统计员", district.top, "statistics_clerk", login="the-counter")
    other = agency("elsewhere")
    person("经办人（外单位）", other, "clerk", login="their-clerk")
    assert systems.drafter_named(made.system, "the-clerk", TODAY) == clerk
    for login in ("", "the-counter", "their-clerk", "nobody"):
        assert systems.drafter_named(made.system, login, TODAY) is None
    clerk.is_active = False
    clerk.save()
    assert systems.drafter_named(made.system, "the-clerk", TODAY) is None


def test_a_prefix_has_a_name_to_show(made: NewKey) -> None:
    assert systems.name_of_prefix(made.system.prefix) == "综合办公系统"
    assert systems.name_of_prefix("") == ""
