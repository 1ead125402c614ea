"""What goes on beside the records: deliveries, pushes, questions put above, findings, keys, failed sign-ins."""

from __future__ import annotations

from datetime import date, timedelta

from django.test import Client, override_settings

from gongkai.delivery import pushing
from gongkai.delivery.actions.act_on_replacement import act_on_replacement
from gongkai.delivery.actions.add_extra_item import add_extra_item
from gongkai.delivery.actions.ask_replacement import ask_replacement
from gongkai.delivery.actions.judge_replacement import judge_replacement
from gongkai.delivery.actions.receive_batch import receive_batch
from gongkai.delivery.actions.refuse_batch import refuse_batch
from gongkai.delivery.actions.send_batch import send_batch
from gongkai.delivery.models import Batch, BatchItem, Extra, Hall, Push, Replacement
from gongkai.delivery.preparing import prepare_due
from gongkai.delivery.replacing import find_changes
from gongkai.delivery.tests import making as halls
from gongkai.delivery.tests import platform, pushes
from gongkai.papers.blocks import Body, Paper
from gongkai.papers.pdf import to_pdf
from gongkai.records.actions.add_phrase import add_phrase
from gongkai.records.actions.answer_escalation import answer_escalation
from gongkai.records.actions.escalate_record import escalate_record
from gongkai.records.actions.handle_finding import handle_finding
from gongkai.records.models import CannedPhrase, Finding, Record
from gongkai.records.tests import making
from gongkai.records.tests.making import NOW
from gongkai.units.actions.add_system import add_system
from gongkai.units.actions.change_person import change_person
from gongkai.units.models import Agency
from gongkai.units.notices import tell
from tests.border.marks import KEYS, said, secret, shown

DAY, LATER = halls.at("2026-03-20", 16), halls.at("2026-03-25")
PHONE = "13900009999"


def deliveries() -> None:
    """A batch sent back, one signed for with remarks, a replacement asked for and refused, one done."""
    district = halls.a_district(
        contact=secret("hallcontact"),
        phone=PHONE,
        email=f"{secret('hallmail')}@example.gov.cn",
        place=secret("hallplace"),
    )
    record = halls.published(district.town, halls.at("2026-03-10"), 1, **_open("delivered"))
    pdf = to_pdf(Paper(secret("extratitle"), secret("extraauthor"), (Body(secret("extratext")),)))
    add_extra_item(
        agency=district.town, key="extra", title=secret("extra"), doc_number=secret("extranumber"), pdf=pdf,
        actor=district.publisher(), now=halls.at("2026-03-10"),
    )  # fmt: skip
    while prepare_due(DAY):
        pass
    refused, signed = (_sent(district, hall) for hall in (district.library, district.archives))
    refuse_batch(refused.pk, secret("refusal"), actor=district.receiver(district.library), now=DAY)
    count = signed.items_count
    receive_batch(
        signed.pk, paper=count, electronic=count, receiver=secret("receiver"), received_on=DAY.date(),
        remarks=secret("receiptremark"), actor=district.receiver(), now=DAY,
    )  # fmt: skip
    halls.revised(record, LATER, body=f"<p>{shown('deliveredagain')}</p>")
    find_changes(LATER)
    due = Replacement.objects.get()
    for approved in (False, True):
        ask_replacement(
            due.pk, secret("replacementreason"), f"{secret('letter')}号", paper=2, electronic=2,
            actor=district.publisher(), now=LATER,
        )  # fmt: skip
        words = "" if approved else secret("replacementopinion")
        judge_replacement(due.pk, approved=approved, reason=words, actor=district.chief(), now=LATER)
    act_on_replacement(due.pk, secret("replacementremark"), actor=district.receiver(), now=LATER)


def _open(name: str) -> dict[str, object]:
    told = said(shown, name)
    return {code: told[code] for code in ("summary", "keywords", "body")}


def _sent(district: halls.District, hall: Hall) -> Batch:
    batch = Batch.objects.get(agency=district.town, hall=hall, items__record__isnull=False)
    count = batch.items.count()
    return send_batch(
        batch.pk, paper=count, electronic=count, contact=secret("batchcontact"), phone=PHONE,
        actor=district.publisher(), now=DAY,
    )  # fmt: skip


def _pushed(record: Record, minute: int) -> Push:
    return pushes.round_at(pushes.asked(record, now=pushes.minutes(minute)), minute)


def pushed(public: Record) -> None:
    """Messages of the robot, an article draft with the platform's ids, and one that failed."""
    KEYS["wechat secret"], KEYS["wecom key"] = platform.SECRET, platform.KEY
    with platform.running() as served:
        robot = {
            "WECHAT_APP_ID": "", "WECHAT_SECRET": "", "WECOM_QUIET": "",
            "WECOM_WEBHOOK": f"{served.base}/cgi-bin/webhook/send?key={platform.KEY}",
        }  # fmt: skip
        with override_settings(**robot):
            for minute in range(3):
                pushing.push_due(NOW + timedelta(minutes=minute))
        linked = {"WECHAT_BASE": served.base, "WECHAT_APP_ID": platform.APP_ID, "WECHAT_SECRET": platform.SECRET}
        with override_settings(**linked):
            made = _pushed(public, 0)
            KEYS["push key"], KEYS["draft of the push"] = made.key, f'"{made.media_id}"'
            served.mishap("/cgi-bin/draft/add", {"errcode": 40035, "errmsg": secret("platformanswer")})
            other = making.a_published(public.agency, **said(shown, "pushed"))
            KEYS["push key that failed"] = _pushed(other, 5).key
    assert {one.channel for one in Push.objects.all()} == {"wechat", "wecom"}


def questions(town: Agency) -> None:
    """Records at the secrecy review: one asked about, one answered, one with findings that were judged."""
    reviewer = making.actors(town)["secrecy_reviewer"]
    for name in ("asked", "answered"):
        record = making.a_submitted(town, **said(secret, f"{name}record"))
        assert record.content is not None
        escalate_record(
            record.pk, record.edition, record.content.hash, secret(f"{name}authority"), secret(f"{name}question"),
            actor=reviewer, now=NOW,
        )  # fmt: skip
    later = NOW + timedelta(days=3)
    answer_escalation(
        record.pk, "may_not", f"{secret('answerpaper')}号", secret("answer"), later.date(), actor=reviewer, now=later
    )
    text = f"<p>一、经办人手机号码{PHONE}{secret('found')}。</p><p>二、另一经办人手机号码13900009998。</p>"
    record = making.a_submitted(town, **said(secret, "findings", body=text))
    found = Finding.objects.filter(content=record.content).order_by("number")
    handle_finding(found[0].pk, Finding.State.DISMISSED, secret("findingreason"), actor=reviewer, now=NOW)
    for use in CannedPhrase.Use.values:
        add_phrase(town, use, secret(f"phrase{use}"), actor=making.actors(town)["clerk"], now=NOW)


def staff(town: Agency, district: Agency) -> None:
    """A notice, an office system's key, a person's data changed by the administrator, failed sign-ins."""
    people = making.people(town)
    tell(people["clerk"], secret("notice"), text=secret("noticetext"), now=NOW)
    manager = making.actor(making.a_person(district, "system_administrator"))
    made = add_system(agency=town, name=secret("system"), ends=date(2027, 1, 1), actor=manager, now=NOW)
    KEYS["office system"], KEYS["its prefix"], KEYS["its hash"] = made.key, made.system.prefix, made.system.key_hash
    change_person(
        person_id=people["section_head"].pk, name=secret("changedname"), agency=town, phone=PHONE,
        email=f"{secret('changedmail')}@example.gov.cn", reason=secret("changereason"), actor=manager, now=NOW,
    )  # fmt: skip
    browser = Client(SERVER_NAME="127.0.0.1", HTTP_USER_AGENT=secret("failedagent"), REMOTE_ADDR="10.11.12.13")
    KEYS["address of a failed sign-in"] = "10.11.12.13"
    for _ in range(2):
        browser.post("/account/login/", {"login": secret("failedlogin"), "password": secret("failedpassword")})


def digests() -> dict[str, list[str]]:
    """The files of batches: what a guesser would ask for by hash."""
    return {
        "batch files": sorted(set(BatchItem.objects.values_list("digest", flat=True))),
        "extra files": sorted(Extra.objects.values_list("digest", flat=True)),
    }
