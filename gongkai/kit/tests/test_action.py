"""Actions: no actor is an error, no moment is an error, and a failure leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import VISITOR, Actor

CLERK = Actor("u-1", "陈经办", frozenset({("publish", "quangang")}))
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


@action
def note(*, actor: Actor, now: datetime, fail: bool = False) -> str:
    """An action of the tests: writes one row and may then fail."""
    journal.write("c", act="note", subject="s", before={}, after={}, reason="", actor=actor, now=now)
    if fail:
        raise RuntimeError("after the row was written")
    return actor.id


@pytest.mark.django_db
def test_an_action_runs_for_a_known_actor() -> None:
    assert note(actor=CLERK, now=NOW) == "u-1"
    assert journal.length() == 1


@pytest.mark.parametrize("actor", [VISITOR, None])
def test_no_actor_is_an_error_and_not_a_pass(actor: Any) -> None:
    with pytest.raises(Refused, match="没有写明由谁办理") as refused:
        note(actor=actor, now=NOW)
    assert refused.value.code == "no-actor"


@pytest.mark.parametrize("now", [None, datetime(2026, 1, 12)])  # noqa: DTZ001  a naive time is what is refused
def test_a_moment_without_zone_is_an_error(now: Any) -> None:
    with pytest.raises(Refused) as refused:
        note(actor=CLERK, now=now)
    assert refused.value.code == "no-moment"


@pytest.mark.django_db
def test_a_failing_action_leaves_no_row() -> None:
    with pytest.raises(RuntimeError):
        note(actor=CLERK, now=NOW, fail=True)
    assert journal.length() == 0


def test_a_function_that_does_not_take_actor_and_now_by_name_is_no_action() -> None:
    with pytest.raises(TypeError, match="must take actor"):

        @action
        def wrong(actor: Actor, now: datetime) -> None:
            """Positional, so refused."""


def test_a_grant_for_one_agency_is_none_for_another() -> None:
    require(CLERK, "publish", "quangang", "发布")
    with pytest.raises(Refused, match="陈经办 没有为该单位发布的权限"):
        require(CLERK, "publish", "licheng", "发布")


def test_a_grant_everywhere_holds_for_every_agency_but_only_for_that_act() -> None:
    system = Actor("import", "导入", frozenset({("publish", "*")}))
    assert system.may("publish", "licheng")
    assert not system.may("withdraw", "licheng")
