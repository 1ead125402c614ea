"""Mail and webhooks: sent once, proven, put off in quiet hours, tried again, told to the office when they cannot."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from gongkai.kit.clock import BEIJING
from gongkai.supervision.models import WatchNotice
from gongkai.supervision.round import run_rounds
from gongkai.supervision.sending import WAITS, send_due
from gongkai.supervision.tests import servers
from gongkai.supervision.tests.making import Facts, a_clock, at, only, units
from gongkai.units.models import Notice, Person

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 16)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def facts() -> Iterator[Facts]:
    """One clock that is due today."""
    units()
    with only(Facts(a_clock(begun_on=date(2026, 3, 13)))) as made:
        yield made


@pytest.fixture
def mail(facts: Facts, settings: Any) -> Iterator[servers.Post]:
    """Mail only, to the clerk and the head."""
    with servers.mail() as post:
        settings.MAIL_URL, settings.MAIL_FROM = post.address, "监察 <jc@gov.example.test>"
        yield post


@pytest.fixture
def gateway(facts: Facts, settings: Any) -> Iterator[servers.Post]:
    """A gateway for everybody with a telephone: the clerk."""
    with servers.webhook() as post:
        settings.NOTICE_WEBHOOKS, settings.NOTICE_SECRET = {"*": f"{post.address}/sms"}, "secret"
        yield post


def waiting(channel: str) -> Any:
    return WatchNotice.objects.filter(channel=channel).order_by("pk")


def test_a_mail_goes_once_with_the_server_s_answer_as_proof(mail: servers.Post) -> None:
    run_rounds(DUE, at(DUE))
    assert send_due(at(DUE)) == 2 and send_due(at(DUE) + MINUTE) == 0
    assert [one["to"] for one in mail.taken] == ["clerk@example.test", "head@example.test"]
    first = waiting("mail")[0]
    assert (first.state, first.proof["reply"], first.sent_at) == ("sent", "250 2.0.0 Ok: queued as 1", at(DUE))
    assert f"Message-ID: {first.proof['message_id']}" in mail.taken[0]["lines"]
    assert "clerk@" not in str(first.proof)


def test_nothing_leaves_the_house_where_nothing_is_set(facts: Facts) -> None:
    run_rounds(DUE, at(DUE))
    assert set(WatchNotice.objects.values_list("channel", flat=True)) == {"desk"} and send_due(at(DUE)) == 0


def test_the_gateway_gets_signed_json_and_the_hash_of_its_answer_is_kept(gateway: servers.Post) -> None:
    run_rounds(DUE, at(DUE))
    assert send_due(at(DUE)) == 1
    (got,) = gateway.taken
    assert (got["path"], got["said"]["phone"], got["said"]["unit"]) == ("/sms", "13800000001", "U1")
    signed = hmac.new(b"secret", got["headers"]["x-gongkai-time"].encode() + b"." + got["raw"], sha256).hexdigest()
    assert got["headers"]["x-gongkai-signature"] == signed
    row = waiting("webhook").get()
    assert row.proof == {"status": 200, "sha256": sha256(b'{"errcode": 0, "id": 1}').hexdigest(), "id": "1"}


def test_a_group_robot_is_told_once_for_all_in_it_and_not_again_when_the_line_broke(
    facts: Facts, settings: Any
) -> None:  # fmt: skip
    with servers.webhook() as post:
        settings.NOTICE_WEBHOOKS = {"G1": f"{post.address}/cgi-bin/webhook/send?key=k"}
        run_rounds(DUE, at(DUE))
        post.mishaps.append("silent")
        send_due(at(DUE))
        row = waiting("webhook").get()
        assert (row.state, row.recipient, post.taken[0]["path"]) == (
            "unsure",
            "group:G1",
            "/cgi-bin/webhook/send?key=k",
        )
        assert send_due(at(DUE, 12)) == 0 and len(post.taken) == 1


def test_quiet_hours_put_off_all_but_the_desk(mail: servers.Post) -> None:
    night = datetime(2026, 3, 16, 23, 0, tzinfo=BEIJING)
    run_rounds(DUE, night)
    send_due(night)
    assert not mail.taken and Notice.objects.count() == 2
    assert waiting("mail")[0].next_at == datetime(2026, 3, 17, 7, 30, tzinfo=BEIJING)
    send_due(datetime(2026, 3, 17, 7, 30, tzinfo=BEIJING))
    assert len(mail.taken) == 2


def test_what_fails_is_tried_again_and_after_the_last_time_the_office_hears(mail: servers.Post, settings: Any) -> None:
    settings.NOTICE_TRIES = 2
    run_rounds(DUE, at(DUE))
    mail.mishaps += ["451 later", "451 later", "451 later"]
    send_due(at(DUE))
    assert [(one.state, one.attempts) for one in waiting("mail")] == [("waiting", 1)] * 2
    assert waiting("mail")[0].next_at == at(DUE) + WAITS[0]
    send_due(at(DUE) + WAITS[0])
    assert [one.state for one in waiting("mail")] == ["dead", "sent"]
    told = Notice.objects.filter(person__login="office.one").get()
    assert "1 条" in told.title and "451" in told.text


def test_a_refused_address_is_dead_at_once(mail: servers.Post) -> None:
    run_rounds(DUE, at(DUE))
    mail.mishaps.append("rcpt 550 no such user")
    send_due(at(DUE))
    assert [one.state for one in waiting("mail")] == ["dead", "sent"]


def test_one_that_cannot_even_be_written_does_not_hold_up_the_others(mail: servers.Post) -> None:
    run_rounds(DUE, at(DUE))
    Person.objects.filter(login="clerk.one").update(email="clerk@example.test\nBcc: all@example.test")
    assert send_due(at(DUE)) == 2
    assert [one.state for one in waiting("mail")] == ["dead", "sent"] and len(mail.taken) == 1
    assert Notice.objects.filter(person__login="office.one", title__contains="未能送达").exists()


def test_what_was_put_off_while_the_clock_was_ahead_goes_when_it_is_right(mail: servers.Post) -> None:
    run_rounds(DUE, at(DUE))
    waiting("mail").update(next_at=at(date(2027, 3, 16)))
    assert send_due(at(DUE)) == 2 and len(mail.taken) == 2


def test_a_process_that_ended_while_sending_is_made_good_under_the_same_number(mail: servers.Post) -> None:
    run_rounds(DUE, at(DUE))
    send_due(at(DUE))
    waiting("mail").update(state="sending", sent_at=None)
    assert send_due(at(DUE) + 5 * MINUTE) == 0
    assert send_due(at(DUE) + 11 * MINUTE) == 2
    numbers = [next(line for line in one["lines"] if line.startswith("Message-ID")) for one in mail.taken]
    assert numbers[:2] == numbers[2:]


def test_a_reminder_that_waits_is_not_sent_once_the_thing_is_done(mail: servers.Post, facts: Facts) -> None:
    night = datetime(2026, 3, 16, 23, 0, tzinfo=BEIJING)
    run_rounds(DUE, night)
    facts.clocks[0] = replace(facts.clocks[0], met_on=DUE)
    run_rounds(DUE, night + MINUTE)
    send_due(datetime(2026, 3, 17, 9, 0, tzinfo=BEIJING))
    assert not mail.taken and {one.state for one in waiting("mail")} == {"moot"}
