"""The states of a push as the worker moves them: taken in hand before every call, and written down after it.

Before a call the row says UNSURE and when to look again, so that whatever ends the process, the next round looks the
article up before it sends a second one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from gongkai.delivery.models import Push
from gongkai.delivery.push_http import Unreached, Unsure
from gongkai.delivery.wechat_answers import Cure, PlatformSaid
from gongkai.kit import journal
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.acting import holds
from gongkai.units.models import Duty, Person
from gongkai.units.notices import tell
from gongkai.units.powers import POWERS, PUSH

PROCESS = Actor("process:pushes", "对外推送")
ACT = "push_result"
State = Push.State
MOST_TRIES = 10
LIMIT_WAIT = timedelta(hours=3)
LONGEST_MINUTES = 60


def wait_after(tries: int) -> timedelta:
    """How long until the next try after that many: one minute, then twice as long each time, an hour at most."""
    return timedelta(minutes=min(2 ** min(max(tries - 1, 0), 10), LONGEST_MINUTES))


def lock_push(push_id: int) -> Push | None:
    """The push with its publication, held until the transaction ends."""
    rows = Push.objects.select_for_update(of=("self",)).select_related("publication")
    return rows.filter(pk=push_id).first()


def facts_of(push: Push) -> dict[str, Any]:
    """What the journal holds of a push before and after an act."""
    return {
        "channel": push.channel, "about": push.about, "index_number": push.publication.index_number,
        "version": push.publication.version, "state": push.state, "tries": push.tries, "code": push.code,
        "media_id": push.media_id, "article_url": push.article_url,
    }  # fmt: skip


def subject_of(push: Push) -> str:
    """How the journal names a push."""
    return f"push {push.pk}"


@transaction.atomic
def begin(push_id: int, now: datetime, states: tuple[str, ...]) -> tuple[Push, bool] | None:
    """Take a due push in hand and count the try; with whether it may have gone out before. None where not due."""
    push = lock_push(push_id)
    if push is None or push.state not in states or push.next_at > now:
        return None
    before = push.state
    push.tries, push.tried_at = push.tries + 1, now
    push.next_at = now + wait_after(push.tries)
    if before == State.WAITING:
        push.state = State.UNSURE
    push.save()
    return push, before == State.UNSURE


@transaction.atomic
def end(push: Push, now: datetime, state: str, answer: str = "", **facts: Any) -> Push | None:
    """Write down how the try that `push` stands for ended; None where somebody took the row in hand since.

    Journalled when state or answer are news. `facts`: media_id, article_url, code, next_at.
    """
    row = lock_push(push.pk)
    if row is None or row.tried_at != push.tried_at:
        return None
    before, said = facts_of(row), row.answer
    row.state, row.answer, row.code = state, answer[:300], 0
    for name, value in facts.items():
        setattr(row, name, value)
    if state == State.SENT and row.sent_at is None:
        row.sent_at = now
    row.save()
    # The row was UNSURE only while the call lasted: a refused try is news by its sentence.
    if state not in (State.WAITING, State.UNSURE) or said != row.answer:
        write(row, before, row.answer or row.get_state_display(), now)
    return row


def write(push: Push, before: Mapping[str, Any], reason: str, now: datetime) -> None:
    """One line of the unit's journal by the process."""
    journal.write(
        push.agency_code, act=ACT, subject=subject_of(push), before=before, after=facts_of(push), reason=reason,
        actor=PROCESS, now=now,
    )  # fmt: skip


def failed(push: Push, error: Exception, now: datetime, name: str, *, sent: bool) -> Push | None:
    """End a try that raised Unreached, Unsure or PlatformSaid. `sent`: the call that raised was the sending one."""
    if isinstance(error, PlatformSaid):
        return _refused(push, error, now)
    if isinstance(error, Unsure) and sent:
        return end(push, now, State.UNSURE, f"已发给{name}，没有收到可读的应答，不能确定是否收到。")
    if not isinstance(error, (Unreached, Unsure)):
        raise error
    again = push.tries < MOST_TRIES
    rest(push.channel, push.next_at)
    detail = "，稍后自动再试。" if again else "，多次再试仍不成功。请系统管理员查看网络和环境设置后再次推送。"
    return end(push, now, State.WAITING if again else State.FAILED, f"没有连上{name}（{error}）{detail}")


def _refused(push: Push, said: PlatformSaid, now: datetime) -> Push | None:
    if said.cure in (Cure.PERSON, Cure.TOKEN) or push.tries >= MOST_TRIES:
        return end(push, now, State.FAILED, said.sentence, code=said.code)
    until = now + LIMIT_WAIT if said.cure == Cure.LIMIT else push.next_at
    if said.cure != Cure.COVER:
        rest(push.channel, until)
    return end(push, now, State.WAITING, said.sentence, code=said.code, next_at=until)


def rest(channel: str, until: datetime) -> None:
    """Leave the channel alone until then: what failed for one would fail for all that wait."""
    Push.objects.filter(channel=channel, state=State.WAITING, next_at__lt=until).update(next_at=until)


def tell_pushers(push: Push, title: str, text: str, now: datetime) -> None:
    """A message on the desk of everybody who may push for the unit."""
    kinds = [kind for kind, acts in POWERS.items() if PUSH in acts]
    on = now.astimezone(BEIJING).date()
    held = Duty.objects.filter(holds(on), agency__code=push.agency_code, kind__in=kinds)
    for person in Person.objects.filter(pk__in=held.values("person"), is_active=True):
        tell(person, title, now=now, text=text, address=reverse("desk:push", args=(push.pk,)))
