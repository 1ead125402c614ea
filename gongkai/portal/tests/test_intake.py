"""The public forms, as somebody without script meets them; what a hostile one gets; what the card shows to whom."""

from __future__ import annotations

import html
import json
import re
from hashlib import sha256
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.columns.tests.making import a_public
from gongkai.kit import clock
from gongkai.kit.clock import day_of
from gongkai.kit.private import pick_up
from gongkai.portal.intake_ticket import new_ticket
from gongkai.records.tests.making import a_unit
from gongkai.requests.actions.confirm_receipt import confirm_receipt
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.cards import put_file
from gongkai.requests.models import Envelope, Matter, Piece, Request
from gongkai.requests.taking_in import take_in
from gongkai.requests.tests.making import by
from gongkai.requests.why import why_due
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db
NEW, FOLLOW, PIECE = "/request/new/", "/request/follow/", "/request/piece"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
RECEIPT = re.compile(r"data-receipt>([^<]+)<.*?data-code>([^<]+)<", re.DOTALL)
WRITTEN = {
    "unit": "tuling", "applicant_kind": "natural_person", "name": "王小川", "identity_kind": "resident_card",
    "identity_number": "35058219900101123X", "phone": "13800000001", "subject": "2025年度农村公路养护资金使用情况",
    "supply_form": "paper", "supply_way": "post",
}  # fmt: skip


@pytest.fixture(autouse=True)
def unit(db: None) -> Agency:
    cache.clear()
    return a_unit()


@pytest.fixture
def citizen() -> Client:
    return Client()


def hidden(page: str) -> dict[str, list[str]]:
    """What the page carries on to the next step."""
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(page):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def step(citizen: Client, page: str, name: str, **more: Any) -> str:
    return citizen.post(NEW, hidden(page) | {"step": name} | more).content.decode()


def handed(citizen: Client, **more: Any) -> tuple[str, str]:
    """An application sent off without script: receipt number and query code."""
    ticket = new_ticket("request").signed
    check = citizen.post(NEW, WRITTEN | {"ticket": ticket, "step": "found"} | more).content.decode()
    found = RECEIPT.search(step(citizen, check, "send"))
    assert found is not None
    return found[1], found[2]


def follow(citizen: Client, receipt: str, code: str, **more: Any) -> Any:
    return citizen.post(FOLLOW, {"receipt": receipt, "code": code} | more)


def test_an_application_is_written_checked_sent_and_followed(citizen: Client, unit: Agency) -> None:
    page = citizen.get(f"{NEW}?unit=tuling")
    assert "no-store" in page["Cache-Control"] and 'name="purpose"' not in page.content.decode()
    assert '<option value="tuling" selected>' in page.content.decode()
    receipt, code = handed(citizen)
    waiting = follow(citizen, receipt, code)
    assert "已经送到，正在收取" in waiting.content.decode()
    take_in(clock.now())
    request = Request.objects.get()
    register_request(request.pk, days={}, actor=by(unit, on=day_of(clock.now())), now=clock.now())
    card = follow(citizen, receipt.lower(), code.replace("-", "")).content.decode()
    assert "待确认" in card and "工作人员已经登记申请。" in card and "撤回申请" in card
    assert "王小川" not in card and citizen.get(FOLLOW).status_code == 200
    today = day_of(clock.now())
    confirm_receipt(request.pk, {"confirmed": today}, actor=by(unit, on=today), now=clock.now())
    why = why_due(Request.objects.get())["sentence"]
    assert why and why in follow(citizen, receipt, code).content.decode()


def test_what_is_wrong_is_said_and_what_was_written_stays(citizen: Client) -> None:
    answer = citizen.post(
        NEW, WRITTEN | {"name": "", "phone": "", "email": "x", "supply_way": "nothing", "step": "send"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "有误：" in page and Envelope.objects.count() == 0
    assert "“申请人的姓名或者名称”没有填写" in page and "“怎样取得”没有选择" in page and "电子邮箱的写法不对" in page
    assert 'href="#name"' in page and 'aria-describedby="name-hint name-error"' in page
    assert WRITTEN["subject"] in page


def test_the_same_form_sent_twice_has_one_receipt(citizen: Client) -> None:
    ticket = new_ticket("request").signed
    check = citizen.post(NEW, WRITTEN | {"ticket": ticket, "step": "found"}).content.decode()
    first, second = (RECEIPT.search(step(citizen, check, "send")) for _ in range(2))
    assert first is not None and second is not None and first.groups() == second.groups()
    assert Envelope.objects.count() == 1


def test_files_travel_without_script(citizen: Client, settings: LazySettings) -> None:
    file = SimpleUploadedFile("身份证.txt", "证件".encode() * 200_000)
    ticket = new_ticket("request").signed
    check = citizen.post(NEW, WRITTEN | {"ticket": ticket, "step": "found", "identity_files": file}).content.decode()
    assert "身份证.txt" in check and Piece.objects.count() == 5
    back = step(citizen, check, "back")
    assert "身份证.txt" in back and 'name="drop"' in back
    assert RECEIPT.search(step(citizen, check, "send"))
    take_in(clock.now())
    kept = Request.objects.get().attachments.get()
    assert (kept.role, kept.size, kept.state) == ("identity", 1_200_000, "clean")
    settings.REQUEST_FILE_MB = 1
    large = SimpleUploadedFile("大.txt", b"x" * 1_100_000)
    said = citizen.post(NEW, WRITTEN | {"step": "found", "request_files": large})
    assert said.status_code == 422 and "大.txt：文件超过 1 MB，没有收下。" in said.content.decode()


def test_pieces_ahead_of_the_form_are_taken_up_where_they_stopped(citizen: Client) -> None:
    data, secret = b"a" * 300_000, "c" * 32
    parts = [data[:262_144], data[262_144:]]

    def put(at: int, digest: str = "") -> Any:
        return citizen.post(
            PIECE, parts[at], content_type="application/octet-stream", headers={
                "X-Upload": secret, "X-Position": str(at), "X-Digest": digest or sha256(parts[at]).hexdigest(),
            },
        )  # fmt: skip

    assert put(0).json() == {"positions": [0]} and put(1, "0" * 64).status_code == 422
    assert citizen.get(PIECE, headers={"X-Upload": secret}).json() == {"positions": [0]}
    assert put(1).json() == {"positions": [0, 1]}
    named = json.dumps([secret, "request_files", "说明.txt", len(data), 2, sha256(data).hexdigest()])
    handed(citizen, upload=[named, "[]", "junk", json.dumps(["x"] * 6)])
    take_in(clock.now())
    assert Request.objects.get().attachments.get().name == "说明.txt"
    assert citizen.get(PIECE, headers={"X-Upload": "../x"}).status_code == 422


def test_only_units_with_a_guide_are_offered_and_others_name_whom_to_ask(citizen: Client, unit: Agency) -> None:
    upper, below = a_unit("district"), a_unit("listed")
    AgencyLink.objects.create(upper=upper, lower=below, kind=AgencyLink.Kind.ADMINISTERS)

    def written(code: str) -> str:
        return citizen.get(f"{NEW}?unit={code}").content.decode()

    assert '<option value="listed" selected>' in written("listed"), "no guide at all: every unit"
    a_public("guide", upper)
    page = written("listed")
    assert '<option value="district">' in page and '<option value="listed"' not in page
    assert f"{below.name}没有公布受理申请的机构，请向{upper.name}申请" in page
    assert f"{unit.name}没有公布受理申请的机构，请在受理单位中另选一个" in written("tuling")
    assert "没有公布受理申请的机构" not in written("district") + written("nowhere")
    sent = WRITTEN | {"ticket": new_ticket("request").signed, "unit": "listed", "step": "found"}
    assert citizen.post(NEW, sent).status_code == 422
    assert '<option value="listed" selected>' in citizen.get("/complaint/?unit=listed").content.decode()


def test_an_upload_that_is_not_whole_holds_the_form(citizen: Client) -> None:
    named = json.dumps(["d" * 32, "request_files", "半份.txt", 10, 1, "0" * 64])
    check = citizen.post(NEW, WRITTEN | {"ticket": new_ticket("request").signed, "step": "found", "upload": named})
    page = step(citizen, check.content.decode(), "send")
    assert "“半份.txt”还没有传完" in page and Envelope.objects.count() == 0


def test_who_solves_the_puzzle_never_waits_and_who_cannot_waits_a_little(
    citizen: Client, settings: LazySettings
) -> None:
    settings.FORMS_PER_HOUR, settings.PUZZLE_BITS = 1, 8
    handed(citizen)
    ticket = new_ticket("request")
    check = citizen.post(NEW, WRITTEN | {"ticket": ticket.signed, "step": "found"}).content.decode()
    waiting = citizen.post(NEW, hidden(check) | {"step": "send", "answer": "0x"})
    page = waiting.content.decode()
    assert waiting.status_code == 429 and int(waiting["Retry-After"]) > 0 and "内容都还在" in page
    assert WRITTEN["subject"] in page
    hashes = ((at, sha256(f"{ticket.form}:{at}".encode()).digest()) for at in range(100_000))
    answer = next(at for at, drawn in hashes if drawn[0] == 0)
    assert RECEIPT.search(step(citizen, page, "send", answer=str(answer)))


def test_an_old_or_foreign_ticket_keeps_what_was_written(citizen: Client) -> None:
    for ticket in ("", "forged", new_ticket("complaint").signed):
        page = citizen.post(NEW, WRITTEN | {"ticket": ticket, "step": "send"})
        assert page.status_code == 422 and "页面打开得太久" in page.content.decode()
        assert RECEIPT.search(step(citizen, page.content.decode(), "send"))


def test_a_guesser_learns_nothing_and_is_stopped(citizen: Client) -> None:
    receipt, code = handed(citizen)
    take_in(clock.now())
    other = f"{receipt[:9]}{'ABCDEFGH' if receipt[9:] != 'ABCDEFGH' else 'HGFEDCBA'}"
    wrong_code, wrong_number = follow(citizen, receipt, "AAAA-AAAA-AAAA"), follow(citizen, other, code)
    assert wrong_code.status_code == wrong_number.status_code == 404
    plain = [answer.content.decode().replace(receipt, "·").replace(other, "·") for answer in (wrong_code, wrong_number)]
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert tokens.sub("", plain[0]) == tokens.sub("", plain[1])
    for _ in range(30):
        follow(citizen, receipt, "AAAA-AAAA-AAAA")
    late = follow(citizen, receipt, code)
    assert late.status_code == 429 and "待登记" not in late.content.decode()


def test_a_word_goes_to_ones_own_matter_only(citizen: Client, unit: Agency) -> None:
    receipt, code = handed(citizen)
    take_in(clock.now())
    request = Request.objects.get()
    register_request(request.pk, days={}, actor=by(unit, on=day_of(clock.now())), now=clock.now())
    card = follow(citizen, receipt, code).content.decode()
    ticket = hidden(card)["ticket"][0]
    unsure = follow(citizen, receipt, code, act="withdrawal", ticket=ticket)
    assert unsure.status_code == 422 and "请先勾选" in unsure.content.decode()
    refused = follow(citizen, receipt, code, act="correction", ticket=ticket, text="补正")
    assert refused.status_code == 422 and "现在不需要提交这种材料" in refused.content.decode()
    foreign = follow(citizen, receipt, "AAAA-AAAA-AAAA", act="withdrawal", ticket=ticket, sure="yes")
    assert foreign.status_code == 404 and Envelope.objects.count() == 1
    done = follow(citizen, receipt, code, act="withdrawal", ticket=ticket, sure="yes")
    assert "已经提交，工作人员会收到。" in done.content.decode()
    take_in(clock.now())
    request.refresh_from_db()
    assert request.state == "ended"
    assert "已经按您的要求撤回申请。" in follow(citizen, receipt, code).content.decode()


def test_a_file_is_given_out_as_a_file_to_who_has_the_code(citizen: Client) -> None:
    receipt, code = handed(citizen)
    take_in(clock.now())
    request = Request.objects.get()
    put_file(request.card, request.sealed_card_key, "paper-1", "答复书\r\n.pdf", b"%PDF-1.4", clock.now())
    address, sent = f"{FOLLOW}file", {"receipt": receipt, "code": code, "key": "paper-1"}
    answer = citizen.post(address, sent)
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.4", "application/octet-stream")
    assert answer["Content-Disposition"].startswith("attachment;") and "no-store" in answer["Cache-Control"]
    assert citizen.post(address, sent | {"code": "AAAA-AAAA-AAAA"}).status_code == 404
    assert citizen.post(address, sent | {"key": "paper-2"}).status_code == 404
    assert citizen.get(address).status_code == 405


@pytest.mark.parametrize(
    ("address", "kind", "more"),
    [
        ("/complaint/", "complaint", {"about": "no_reply", "text": "逾期没有答复。"}),
        ("/correct-record/", "record_correction", {"record": "户籍登记", "wrong": "1980年", "right": "1981年"}),
    ],
)
def test_complaints_and_corrections_become_matters(
    citizen: Client, unit: Agency, address: str, kind: str, more: dict[str, str]
) -> None:
    assert citizen.get(address).status_code == 200
    sent = WRITTEN | more | {"ticket": new_ticket(kind).signed, "step": "found"}
    check = citizen.post(address, sent).content.decode()
    assert "核对提交" in check
    receipt = RECEIPT.search(citizen.post(address, hidden(check) | {"step": "send"}).content.decode())
    assert receipt is not None
    take_in(clock.now())
    matter = Matter.objects.get()
    assert matter.kind == kind and (matter.against or matter.agency) == unit
    assert "待办理" in follow(citizen, receipt[1], receipt[2]).content.decode()


def test_hostile_input_is_text(citizen: Client) -> None:
    script = "<script>alert(1)</script>{{ 7|add:1 }}\x00"
    check = citizen.post(
        NEW, WRITTEN | {"ticket": new_ticket("request").signed, "subject": script * 90, "step": "found"}
    ).content.decode()
    assert "<script>alert" not in check and "&lt;script&gt;alert(1)" in check
    assert RECEIPT.search(step(citizen, check, "send"))
    said = json.loads(pick_up(bytes(Envelope.objects.get().sealed)))
    assert len(said["subject"]) == 300 and "\x00" not in said["subject"]
    assert citizen.post(NEW, {"step": "\x00", "unit": "../../etc"}).status_code == 422
    assert citizen.post(FOLLOW, {"receipt": "\x00" * 30, "code": "x" * 9000}).status_code in (404, 422)
    assert citizen.put(NEW).status_code == 405


def test_nothing_is_taken_from_another_site() -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in (NEW, FOLLOW, PIECE, "/complaint/", "/correct-record/", f"{FOLLOW}file"):
        assert strict.post(address, WRITTEN).status_code == 403, address
    assert Envelope.objects.count() == 0
