"""The reviewer's lists, passing several at once, joint documents, the chain and the phrases."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from gongkai.desk.reviewing.tests.conftest import browser_of
from gongkai.records.models import CannedPhrase, JointAgency, Record, ReviewChain
from gongkai.records.tests.making import a_person, a_submitted, a_unit, passed_on
from gongkai.units.models import Agency, Duty

SignedIn = Callable[..., Client]


def get(client: Client, name: str, **query: str) -> str:
    answer = client.get(reverse(f"desk:{name}"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def picks(shown: str) -> list[str]:
    return re.findall(r'name="pick" value="([^"]+)"(?![^>]*disabled)', shown)


def waiting_for_the_leader(unit: Agency, count: int) -> list[Record]:
    return [
        passed_on(
            a_submitted(unit, title=f"关于第{at}号事项的通知", doc_number=f"涂政〔2026〕{20 + at}号"),
            until="leader_sign",
        )
        for at in range(count)
    ]


def test_the_list_says_who_sent_it_and_what_is_open(pointed: Record, signed_in: SignedIn) -> None:
    shown = get(signed_in("secrecy_reviewer"), "reviews")
    assert pointed.title in shown and "第 1 次送审" in shown and "2 处提示待处理" in shown
    assert "逾期" in shown or "剩余" in shown or "今日到期" in shown
    assert pointed.title not in get(signed_in("clerk"), "reviews")
    assert pointed.title not in get(signed_in("secrecy_reviewer", a_unit("jieshan")), "reviews")


def test_what_the_law_wants_one_by_one_is_not_passed_together(pointed: Record, signed_in: SignedIn) -> None:
    client = signed_in("secrecy_reviewer")
    shown = get(client, "reviews")
    assert picks(shown) == [] and "须逐件审查，不能成批通过" in shown
    assert pointed.content is not None
    forged = f"{pointed.pk}:{pointed.edition}:{pointed.content.hash}"
    asked = client.post(reverse("desk:reviews-pass"), {"pick": forged}).content.decode()
    assert "须逐项进行" in asked and 'name="confirmed"' not in asked
    done = client.post(reverse("desk:reviews-pass"), {"pick": forged, "confirmed": "1"}).content.decode()
    assert "通过 0 件，共 1 件" in done
    pointed.refresh_from_db()
    assert pointed.waiting_step == "secrecy_review"


def test_several_are_confirmed_by_title_and_passed_each_by_itself(unit: Agency, signed_in: SignedIn) -> None:
    first, second = waiting_for_the_leader(unit, 2)
    client = signed_in("deputy_leader")
    chosen = picks(get(client, "reviews"))
    assert len(chosen) == 2
    asked = client.post(reverse("desk:reviews-pass"), {"pick": chosen}).content.decode()
    assert first.title in asked and second.title in asked and "通过这 2 件" in asked
    first.refresh_from_db()
    assert first.waiting_step == "leader_sign"
    stale = [one if one.startswith(f"{first.pk}:") else re.sub(r":\d+:", ":1:", one) for one in chosen]
    done = client.post(reverse("desk:reviews-pass"), {"pick": stale, "confirmed": "1"}).content.decode()
    assert "通过 1 件，共 2 件" in done and "本次未执行" in done
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.waiting_step != "leader_sign" and second.waiting_step == "leader_sign"
    assert first.title in get(client, "reviews", list="done")


def test_nothing_or_nonsense_picked_leads_back_to_the_list(signed_in: SignedIn) -> None:
    client = signed_in("deputy_leader")
    for given in ([], ["x"], ["1:2"], ["１:２:３"], ["9999999:1:x"]):
        answer = client.post(reverse("desk:reviews-pass"), {"pick": given, "confirmed": "1"})
        assert answer.status_code in (200, 302)


def test_a_co_maker_notes_that_it_has_seen_it_and_says_what_it_thinks(unit: Agency, signed_in: SignedIn) -> None:
    other = a_unit("jieshan")
    record = a_submitted(unit, joint=["jieshan"])
    client = signed_in("clerk", other)
    shown = get(client, "joint")
    assert record.title in shown and "未阅" in shown
    address = reverse("desk:joint-seen", args=(record.pk,))
    assert client.post(address, {"opinion": "同意公开。"}).status_code == 302
    assert "本单位意见：同意公开。" in get(client, "joint")
    assert JointAgency.objects.get().opinion == "同意公开。"
    assert "同意公开。" in signed_in("secrecy_reviewer").get(reverse("desk:review", args=(record.pk,))).content.decode()
    assert client.get(reverse("desk:review", args=(record.pk,))).status_code == 302
    stranger = signed_in("clerk", a_unit("fengwei"))
    assert record.title not in get(stranger, "joint")
    assert stranger.post(address, {"opinion": "x"}).status_code == 422


def test_the_chain_is_put_in_order_by_buttons_and_saved_with_a_reason(unit: Agency, signed_in: SignedIn) -> None:
    client = signed_in("disclosure_office")
    shown = get(client, "chain")
    steps = re.findall(r'name="step" value="(\w+)"', shown)
    assert steps and "section_review" not in steps and "按规定的步骤办理" in shown
    added = client.post(reverse("desk:chain"), {"step": steps, "add": "1", "new": "section_review"}).content.decode()
    with_section = re.findall(r'name="step" value="(\w+)"', added)
    assert with_section == ["section_review", *steps] and "还没有保存" in added
    moved = client.post(reverse("desk:chain"), {"step": with_section, "down": "0"}).content.decode()
    assert re.findall(r'name="step" value="(\w+)"', moved)[1] == "section_review"
    assert not ReviewChain.objects.exists()
    address = reverse("desk:chain")
    assert client.post(address, {"step": with_section, "save": "1", "reason": ""}).status_code == 422
    assert client.post(address, {"step": with_section, "save": "1", "reason": "股室先把关。"}).status_code == 302
    assert "股室先把关。" in get(client, "chain")
    assert a_submitted(unit).waiting_step == "section_review"


def test_a_chain_without_a_step_of_the_law_cannot_be_saved_and_says_why(signed_in: SignedIn) -> None:
    client = signed_in("disclosure_office")
    steps = re.findall(r'name="step" value="(\w+)"', get(client, "chain"))
    without = client.post(reverse("desk:chain"), {"step": steps, "drop": str(steps.index("secrecy_review"))})
    shown = without.content.decode()
    assert "审核链缺少" in shown and "disabled" in shown.split('name="save"')[1].split(">")[0]
    left = [one for one in steps if one != "secrecy_review"]
    given = {"step": left, "save": "1", "reason": "省时间"}
    assert client.post(reverse("desk:chain"), given).status_code == 422
    assert not ReviewChain.objects.exists()


def test_steps_that_nobody_or_only_the_drafter_can_do_are_warned_of(unit: Agency, signed_in: SignedIn) -> None:
    client = signed_in("disclosure_office")
    Duty.objects.filter(kind="secrecy_reviewer").delete()
    Duty.objects.filter(kind="deputy_leader").delete()
    a_person(unit, "clerk", "deputy_leader", login="both")
    shown = get(client, "chain")
    assert "送审后会停在这一步" in shown and "其本人起草的将无人审核" in shown


def test_only_the_disclosure_office_sets_the_chain(signed_in: SignedIn) -> None:
    client = signed_in("section_head")
    assert 'name="save"' not in get(client, "chain")
    given = {"step": ["secrecy_review"], "save": "1", "reason": "x"}
    assert client.post(reverse("desk:chain"), given).status_code == 403


def test_phrases_are_added_offered_and_removed(pointed: Record, signed_in: SignedIn) -> None:
    client = signed_in("secrecy_reviewer")
    words = "含个人手机号码，请改为值班电话。"
    assert client.post(reverse("desk:phrases"), {"use": "return", "words": words}).status_code == 302
    assert words in client.get(reverse("desk:review", args=(pointed.pk,))).content.decode()
    again = client.post(reverse("desk:phrases"), {"use": "return", "words": words})
    assert again.status_code == 422 and "已有相同的常用语" in again.content.decode()
    stranger = signed_in("secrecy_reviewer", a_unit("jieshan"))
    made = CannedPhrase.objects.get(words=words)
    assert words not in get(stranger, "phrases")
    assert stranger.post(reverse("desk:phrases"), {"remove": str(made.pk)}).status_code == 403
    assert client.post(reverse("desk:phrases"), {"remove": str(made.pk)}).status_code == 302
    assert not CannedPhrase.objects.filter(words=words).exists()


def test_the_keys_of_reviewing_stand_on_the_help_page(signed_in: SignedIn) -> None:
    assert "到下一处待处理的提示" in get(signed_in("secrecy_reviewer"), "keys")


def test_one_without_any_duty_is_told_so(unit: Agency) -> None:
    client = browser_of(a_person(unit, login="nobody"))
    for name in ("chain", "phrases"):
        answer = client.get(reverse(f"desk:{name}"))
        assert answer.status_code == 422 and "没有任何单位的职责" in answer.content.decode()
