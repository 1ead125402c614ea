"""Orders to burn releases, carried out outside any transaction: short files at once, the others by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q

from gongkai.kit import clock
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import keep_private
from gongkai.requests.certificates import certificate
from gongkai.requests.marking import covers_of, facts_of, write_journal
from gongkai.requests.models import Burning, PageCopy, Release
from gongkai.requests.page_copies import pages_of
from gongkai.requests.releases import marks_hash
from gongkai.screening.errors import CannotScreen
from gongkai.screening.redaction import Redacted, redacted, standing_elsewhere
from gongkai.units.acting import actor_of

ACT = "burn_release"
# Files this short are burned while the person waits.
AT_ONCE = 10
# A process that was silent for so long has ended.
SILENT = timedelta(minutes=10)
NAMED = 5
LONGEST = 400


def burn_waiting(now: datetime) -> int:
    """Carry out the next order nobody is at; how many were done."""
    order = Burning.objects.filter(_free(now), finished_at=None).order_by("id").first()
    return int(order is not None and carry_out(order.pk, now))


def carry_out(order_id: int, now: datetime) -> bool:
    """Burn, prove, certify, keep. False where another process is at it. What goes wrong is written on the order."""
    free = Burning.objects.filter(_free(now), pk=order_id, finished_at=None)
    if not free.update(claimed_at=now, done=0):
        return False
    order = Burning.objects.select_related("release__request__agency", "release__source", "asked_by").get(pk=order_id)
    release = order.release
    copy = PageCopy.objects.get(attachment=release.source_id)
    data, covers = pages_of(copy), covers_of(release)
    try:
        left = {} if order.agreed else standing_elsewhere(data, covers)
        if left:
            Burning.objects.filter(pk=order.pk).update(left_open=len(left))
            _finish(order, None, _elsewhere_words(left), now)
            return True
        made = redacted(data, covers, release.pages, lambda page: _told(order, page))
    except CannotScreen as problem:
        _finish(order, None, problem.sentence, now)
        return True
    _finish(order, made, "", now)
    return True


def _free(now: datetime) -> Q:
    return Q(claimed_at=None) | Q(claimed_at__lt=now - SILENT)


def _told(order: Burning, page: int) -> None:
    Burning.objects.filter(pk=order.pk).update(done=page, claimed_at=clock.now())


def _elsewhere_words(left: dict[str, tuple[int, ...]]) -> str:
    """Where covered words still stand; the words themselves are not written down, only how they begin."""
    said = [
        f"“{word[:1]}…”（{len(word)} 字）在第 {'、'.join(str(page) for page in pages[:NAMED])} 页"
        for word, pages in sorted(left.items(), key=lambda one: one[1])[:NAMED]
    ]
    more = f"等 {len(left)} 处" if len(left) > NAMED else ""
    return f"遮盖的文字在别处仍然可见：{'；'.join(said)}{more}。请一并遮盖，或者核对后确认可以保留。"[:LONGEST]


@transaction.atomic
def _finish(order: Burning, made: Redacted | None, fault: str, now: datetime) -> None:
    release = Release.objects.select_for_update(of=("self",)).select_related("request__agency", "source").get(
        pk=order.release_id
    )  # fmt: skip
    person = order.asked_by
    before = facts_of(release)
    if marks_hash(release) != order.marks_hash:
        made, fault = None, "处理期间标注有改动，没有采用结果。请重新处理。"
    if made is not None:
        release.proof = {
            "checks": [{"code": one.code, "holds": one.holds, "sentence": one.sentence} for one in made.checks],
            "pictured": list(made.pictured), "removed": list(made.removed), "agreed": order.agreed,
        }  # fmt: skip
        release.state = Release.State.PROVEN if made.proven else Release.State.FAILED
        release.burned_by, release.burned_at = person, now
        if made.proven:
            release.plain_digest, release.digest = sha256(made.data).hexdigest(), keep_private(made.data)
            release.certificate = keep_private(certificate(release, len(made.data), day_of(now)))
        else:
            fault = "验证没有通过：" + "".join(one.sentence for one in made.checks if not one.holds)
        release.save()
    Burning.objects.filter(pk=order.pk).update(finished_at=now, fault=fault[:LONGEST], done=F("total"))
    said = "已处理并验证" if not fault else fault[:200]
    write_journal(release, ACT, before, said, actor_of(person, day_of(now)), now)
