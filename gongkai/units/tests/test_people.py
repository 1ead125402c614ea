"""Accounts: made, changed, reset, unlocked, ended; by the right administrator and never one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.units import reads_people
from gongkai.units.actions.add_person import add_person
from gongkai.units.actions.change_password import change_password
from gongkai.units.actions.change_person import change_person
from gongkai.units.actions.end_sessions import end_sessions
from gongkai.units.actions.read_notices import read_notices
from gongkai.units.actions.record_sign_in import DOOR, record_failed_sign_in
from gongkai.units.actions.remove_second_factor import remove_second_factor
from gongkai.units.actions.reset_password import reset_password
from gongkai.units.actions.unlock_person import unlock_person
from gongkai.units.models import PastPassword, Person
from gongkai.units.notices import tell
from gongkai.units.passwords import must_be_changed, one_time_password
from gongkai.units.tests.conftest import District
from gongkai.units.tests.signing import NOW, PASSWORD, TODAY, actor, agency, person, with_second_factor


def test_an_account_comes_with_a_password_for_one_use(district: District) -> None:
    made = add_person(login="clerk.a", name="经办人", agency=district.top, actor=district.keeper, now=NOW)
    assert made.person.check_password(made.password)
    assert must_be_changed(made.person, NOW)
    assert made.person.begins == TODAY
    entry = JournalEntry.objects.get(act="add_person")
    assert made.password not in str(entry.after)


@pytest.mark.parametrize(
    ("given", "code"),
    [({"login": "A b"}, "login"), ({"login": "sys"}, "login-taken"), ({"name": " "}, "person-name")],
)
def test_an_account_with_faults_is_not_made(district: District, given: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        add_person(
            **({"login": "clerk", "name": "经办人"} | given), agency=district.top, actor=district.keeper, now=NOW
        )
    assert refused.value.code == code


@pytest.mark.parametrize("who", ["security", "audit"])
def test_only_the_system_administrator_makes_accounts(district: District, who: str) -> None:
    with pytest.raises(Refused, match="没有为该单位登记人员的权限"):
        add_person(login="clerk", name="经办人", agency=district.top, actor=actor(getattr(district, who)), now=NOW)


def test_an_administrator_reaches_the_units_below_and_no_others(district: District) -> None:
    town, elsewhere = agency("town", district.top), agency("elsewhere")
    inside, outside = person("经办人", town, "clerk"), person("别处的经办人", elsewhere, "clerk")
    reset_password(person_id=inside.pk, reason="忘记密码", actor=district.keeper, now=NOW)
    with pytest.raises(Refused, match="没有为 别处的经办人 所在的全部单位"):
        reset_password(person_id=outside.pk, reason="忘记密码", actor=district.keeper, now=NOW)
    assert reads_people.person(district.keeper, outside.pk, TODAY) is None
    assert list(reads_people.people(district.keeper, agency="town", on=TODAY)) == [inside]


def test_a_duty_above_puts_a_person_out_of_reach(district: District) -> None:
    city = agency("city")
    both = person("两处任职", district.top, "clerk")
    city_clerk = person("占位", city, "clerk")
    city_clerk.duties.update(person=both)
    with pytest.raises(Refused, match="没有为 两处任职 所在的全部单位"):
        reset_password(person_id=both.pk, reason="忘记密码", actor=district.keeper, now=NOW)


def test_a_reset_ends_the_sessions_and_is_for_one_use(district: District) -> None:
    clerk = person("经办人", district.top, "clerk")
    before = clerk.get_session_auth_hash()
    password = reset_password(person_id=clerk.pk, reason="忘记密码", actor=district.keeper, now=NOW)
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert clerk.must_change_password
    assert clerk.get_session_auth_hash() != before


def test_nobody_resets_his_own_password_and_nobody_chooses_anothers(district: District) -> None:
    with pytest.raises(Refused, match="不能为自己重置密码"):
        reset_password(person_id=district.system.pk, reason="忘记", actor=district.keeper, now=NOW)
    with pytest.raises(Refused, match="只能更改自己的密码"):
        change_password(person_id=district.security.pk, password="Aa1-aaaaaaaa", actor=district.keeper, now=NOW)


def test_used_passwords_do_not_come_back_until_enough_others_were_used(district: District) -> None:
    clerk = person("经办人", district.top, "clerk")
    for number in range(5):
        with pytest.raises(ValidationError, match="最近 5 次"):
            validate_password(PASSWORD, clerk)
        change_password(person_id=clerk.pk, password=f"Other-pass-{number}", actor=actor(clerk), now=NOW)
        clerk.refresh_from_db()
    validate_password(PASSWORD, clerk)
    assert PastPassword.objects.filter(person=clerk).count() == 5


@pytest.mark.parametrize("password", ["Aa1-56789", "abcdefghij1", "Zhang-san-1", "Password123"])
def test_weak_passwords_are_refused(district: District, password: str) -> None:
    clerk = person("经办人", district.top, login="zhang-san")
    with pytest.raises(ValidationError):
        validate_password(password, clerk)


def test_passwords_the_platform_makes_satisfy_its_rules(district: District) -> None:
    for _ in range(50):
        validate_password(one_time_password(), district.audit)


def test_a_password_grows_old(district: District) -> None:
    assert not must_be_changed(district.system, NOW + timedelta(days=90))
    assert must_be_changed(district.system, NOW + timedelta(days=91))


def test_a_person_is_changed_with_reason_in_the_journal(district: District) -> None:
    town = agency("town", district.top)
    clerk = person("经办人", district.top)
    change_person(
        person_id=clerk.pk, name="经办人甲", agency=town, phone="0595-0000", email="", reason="调动",
        actor=district.keeper, now=NOW,
    )  # fmt: skip
    entry = JournalEntry.objects.get(act="change_person")
    assert (entry.before["agency"], entry.after["agency"], entry.reason) == ("district", "town", "调动")


def test_a_lock_is_taken_off(district: District) -> None:
    clerk = person("经办人", district.top)
    AccessAttempt.objects.create(username=clerk.login, ip_address="10.0.0.1", failures_since_start=5, attempt_time=NOW)
    AccessAttempt.objects.update(attempt_time=NOW)
    assert reads_people.locked_until(clerk.login, NOW) == NOW + timedelta(minutes=30)
    assert unlock_person(person_id=clerk.pk, reason="", actor=district.keeper, now=NOW) == 1
    assert reads_people.locked_until(clerk.login, NOW) is None


def test_failures_from_several_addresses_lock_only_together_where_the_site_says_so(
    district: District, settings: object
) -> None:
    clerk = person("经办人", district.top)
    for number in range(5):
        AccessAttempt.objects.create(username=clerk.login, ip_address=f"10.0.0.{number}", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=NOW)
    assert reads_people.locked_until(clerk.login, NOW) is None
    settings.LOCK_BY_ADDRESS = False  # type: ignore[attr-defined]
    assert reads_people.locked_until(clerk.login, NOW) is not None


def test_a_second_factor_is_taken_off_by_the_one_who_cannot_reset_passwords(district: District) -> None:
    clerk = with_second_factor(person("经办人", district.top, "clerk"))
    with pytest.raises(Refused, match="权限"):
        remove_second_factor(person_id=clerk.pk, reason="手机遗失", actor=district.keeper, now=NOW)
    assert remove_second_factor(person_id=clerk.pk, reason="手机遗失", actor=district.giver, now=NOW) == 1
    assert not Authenticator.objects.filter(user=clerk).exists()
    with pytest.raises(Refused, match="无需撤销"):
        remove_second_factor(person_id=clerk.pk, reason="手机遗失", actor=district.giver, now=NOW)


def test_one_may_end_ones_own_sessions_and_the_administrator_anybodys(district: District) -> None:
    clerk, other = person("经办人", district.top, "clerk"), person("另一人", district.top, "clerk")
    end_sessions(person_id=clerk.pk, reason="", actor=actor(clerk), now=NOW)
    end_sessions(person_id=clerk.pk, reason="异常登录", actor=district.keeper, now=NOW)
    with pytest.raises(Refused):
        end_sessions(person_id=clerk.pk, reason="", actor=actor(other), now=NOW)
    assert Person.objects.get(pk=clerk.pk).session_epoch == 2


def test_a_failed_sign_in_of_nobody_does_not_write_what_was_typed(district: District) -> None:
    record_failed_sign_in(login="My-Secret-Pass", why="wrong-password", address="10.0.0.1", actor=DOOR, now=NOW)
    entry = JournalEntry.objects.get(act="fail_sign_in")
    assert (entry.subject, entry.chain_id, entry.actor) == ("person unknown", "sign-in", "sign-in")
    assert "Secret" not in str(entry.after)


def test_messages_are_ones_own_and_read_once(district: District) -> None:
    clerk, other = person("经办人", district.top, "clerk"), person("另一人", district.top, "clerk")
    tell(clerk, "有一件事。", now=NOW)
    assert (unread(clerk), unread(other)) == (1, 0)
    assert read_notices(actor=actor(other), now=NOW) == 0
    assert read_notices(actor=actor(clerk), now=NOW) == 1
    assert unread(clerk) == 0


def unread(of: Person) -> int:
    """The figure beside the person's name."""
    asker = actor(of)
    found: int = reads_people.figures(asker, unread=reads_people.unread(asker))["unread"]
    return found
