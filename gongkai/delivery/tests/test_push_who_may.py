"""Every duty of the unit, of the next unit, and nobody, before each act and each read of pushing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.delivery import reads_push
from gongkai.delivery.actions.cancel_push import cancel_push
from gongkai.delivery.actions.close_push import close_push
from gongkai.delivery.actions.push_records import push_records
from gongkai.delivery.actions.send_push_again import send_push_again
from gongkai.delivery.models import Push
from gongkai.delivery.tests.platform import Platform
from gongkai.delivery.tests.pushes import LATER, asked, the_public, withdrawn
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import VISITOR, Actor
from gongkai.records.tests import making

pytestmark = pytest.mark.django_db
MAY = {"publisher", "disclosure_office"}
STATES = {"again": Push.State.FAILED, "cancel": Push.State.WAITING, "close": Push.State.TAKE_DOWN}
Do = Callable[[Actor], object]


def an_act(name: str, platform: Platform) -> Do:
    record = making.a_published()
    if name == "push":
        pk = the_public(record).pk
        return lambda who: push_records(record.agency.code, [pk], actor=who, now=LATER)
    push = asked(record)
    Push.objects.filter(pk=push.pk).update(state=STATES[name], answer="试")
    act = {"again": send_push_again, "cancel": cancel_push, "close": close_push}[name]
    return lambda who: act(push.pk, actor=who, now=LATER)


@pytest.mark.parametrize("name", ["push", "again", "cancel", "close"])
def test_only_the_duties_of_that_unit_may(platform: Platform, name: str) -> None:
    do, unit, other = an_act(name, platform), making.a_unit(), making.a_unit("neighbour")
    for of in (unit, other):
        for duty in making.BUSINESS:
            if of == unit and duty in MAY:
                continue
            with pytest.raises(Refused) as refusal:
                do(making.actors(of)[duty])
            assert refusal.value.code == "not-allowed", f"{of.code} {duty}"
    with pytest.raises(Refused) as refusal:
        do(VISITOR)
    assert refusal.value.code == "no-actor"
    rows = JournalEntry.objects.filter(chain=unit.code, subject__startswith="push ")
    before = rows.count()
    do(making.actors(unit)["disclosure_office"])
    assert rows.count() == before + 1


def test_each_sees_his_own(platform: Platform) -> None:
    record = making.a_published()
    push, public = asked(record), the_public(record)
    unit, other = making.a_unit(), making.a_unit("neighbour")
    seeing = {
        (of.code, duty): reads_push.push(who, push.pk) is not None
        for of in (unit, other)
        for duty, who in making.actors(of).items()
    }
    assert {key for key, sees in seeing.items() if sees} == {(unit.code, duty) for duty in MAY}
    stranger = making.actors(other)["publisher"]
    assert reads_push.push(VISITOR, push.pk) is None
    for who in (stranger, VISITOR):
        assert reads_push.publication(who, public.pk) is None and reads_push.article(who, public, LATER.date()) is None
        assert not reads_push.choosable(who, unit.code, "", 1).object_list
        assert not reads_push.page_of_pushes(who, unit.code, "", 1).object_list
    own = making.actors(unit)["publisher"]
    assert reads_push.article(own, public, LATER.date()) is not None
    assert not reads_push.choosable(own, unit.code, "", 1).object_list


@pytest.mark.parametrize("which", ["none", "many", "unknown", "draft", "withdrawn", "neighbour's", "twice", "unlinked"])
def test_what_cannot_be_pushed_is_refused_whole(platform: Platform, settings: object, which: str) -> None:
    record = making.a_published()
    good, unit = the_public(record).pk, record.agency
    more: list[int] = []
    code = "not-public"
    if which == "many":
        more, code = list(range(10_000, 10_020)), "too-many"
    elif which == "unknown":
        more = [10_000]
    elif which == "withdrawn":
        second = making.a_published(doc_number="涂政〔2026〕9号")
        more = [the_public(second).pk]
        withdrawn(second)
    elif which == "neighbour's":
        more = [the_public(making.a_published(making.a_unit("neighbour"))).pk]
    elif which == "twice":
        asked(record)
        code = "pushed-already"
    elif which == "unlinked":
        settings.WECHAT_SECRET, code = "", "not-linked"  # type: ignore[attr-defined]
    elif which == "draft":
        more = [making.a_draft(doc_number="涂政〔2026〕9号").pk + 10_000]
    chosen, code = ([], "nothing-chosen") if which == "none" else ([good, *more], code)
    before = Push.objects.count()
    with pytest.raises(Refused) as refusal:
        push_records(unit.code, chosen, actor=making.actors(unit)["publisher"], now=LATER)
    assert refusal.value.code == code and Push.objects.count() == before


def test_acts_in_the_wrong_state_or_on_nothing_are_refused(platform: Platform) -> None:
    push, by = asked(making.a_published()), making.actors(making.a_unit())["publisher"]
    for act, code in ((send_push_again, "not-again"), (close_push, "nothing-to-take-down")):
        with pytest.raises(Refused) as refusal:
            act(push.pk, actor=by, now=LATER)
        assert refusal.value.code == code
        with pytest.raises(Refused) as refusal:
            act(push.pk + 1, actor=by, now=LATER)
        assert refusal.value.code == "no-push"
    cancel_push(push.pk, actor=by, now=LATER)
    with pytest.raises(Refused) as refusal:
        cancel_push(push.pk, actor=by, now=LATER)
    assert refusal.value.code == "not-waiting"
