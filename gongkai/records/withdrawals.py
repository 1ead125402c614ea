"""Whether what was withdrawn is gone: asked of the site itself at once, then from outside until it is."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from gongkai.kit import inside, journal, public_root
from gongkai.kit.who import Actor
from gongkai.records.kept_files import remove_unneeded
from gongkai.records.locking import subject_of
from gongkai.records.models import WithdrawalCheck

ACT = "confirm_withdrawal"
PROCESS = Actor("process:withdrawals", "撤回核对")
STUB, GONE = 410, 404
PATIENCE = 5
A_ROUND = 20
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
Ask = Callable[[str], int]


def addresses_of(number: str, snapshot: Mapping[str, Any]) -> list[str]:
    """The paths that were public: the page first, then each file by its own address and by the short one of old."""
    files = sorted((str(one["digest"]), str(one["name"])) for one in snapshot.get("files", []))
    return [
        reverse("portal:record", args=(number,)),
        *(reverse("portal:record-file", args=(number, digest, public_root.last_part(name))) for digest, name in files),
        *(reverse("portal:record-file", args=(number, digest)) for digest, _ in files),
    ]


def confirm_inside(check_id: int, now: datetime) -> None:
    """Right after the commit: remove the files nobody needs, and have the site itself answer for the addresses."""
    check = WithdrawalCheck.objects.get(pk=check_id)
    remove_unneeded(check.digests)
    check.tried_at, check.problem = now, problem_with(check.addresses, ask_inside)
    check.save(update_fields=["tried_at", "problem"])


def confirm_outside(now: datetime) -> int:
    """The worker's job: fetch by the public address what is not confirmed yet; how many were confirmed.

    A failure is journalled once and tried again, later each time; the desk shows it meanwhile.
    """
    waiting = WithdrawalCheck.objects.filter(confirmed_at=None).select_related("publication__record__agency")
    done = 0
    for check in waiting.order_by("made_at")[:A_ROUND]:
        if check.tries and check.tried_at and now - check.tried_at < _wait(check.tries):
            continue
        remove_unneeded(check.digests)
        done += _note(check, problem_with(check.addresses, ask_outside), now)
    return done


def problem_with(addresses: Iterable[str], ask: Ask) -> str:
    """The first address that does not answer as gone, said to people; empty when all do. The page must be the stub.

    A file that still stands in the public root is a problem too, whatever answers today.
    """
    asked = list(addresses)
    for position, address in enumerate(asked):
        try:
            answer = ask(address)
        except OSError:
            return f"网址 {settings.BASE_URL}{address} 没有应答，不能确认已经撤下。稍后自动再核对。"[:300]
        if answer != STUB and (position == 0 or answer != GONE):
            what = "页面" if position == 0 else "附件"
            return f"{what}网址 {settings.BASE_URL}{address} 仍返回 {answer}，没有撤下。请检查缓存和代理。"[:300]
    return _still_a_file(asked[0]) if asked else ""


def ask_inside(address: str) -> int:
    """The status with which this very program answers the address."""
    return inside.ask(address).status_code


def _still_a_file(page: str) -> str:
    """The first file below the page's address, said to people."""
    tree = public_root.tree_of(page)
    left = next((place for place in sorted(tree.rglob("*")) if place.is_file()), None) if tree.is_dir() else None
    if left is None:
        return ""
    where = left.relative_to(public_root.site())
    return f"公开文件夹中仍有文件“{where}”，没有撤下。请检查该文件夹是否可写，稍后自动再删除。"[:300]


def ask_outside(address: str) -> int:
    """The status with which the public address answers. Raises OSError when it does not."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(settings.BASE_URL + address, headers={"Cache-Control": "no-cache"})
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _note(check: WithdrawalCheck, problem: str, now: datetime) -> bool:
    news = not problem or check.tries == 0 or problem != check.problem
    check.tried_at, check.tries, check.problem = now, check.tries + 1, problem
    check.confirmed_at = None if problem else now
    record = check.publication.record
    with transaction.atomic():
        check.save(update_fields=["tried_at", "tries", "problem", "confirmed_at"])
        if news:
            journal.write(
                record.agency.code,
                act=ACT,
                subject=subject_of(record.pk),
                before={},
                after={
                    "index_number": check.publication.index_number,
                    "gone": not problem,
                    "addresses": check.addresses,
                },
                reason=problem or "已按公开网址逐一打开，确认撤下",
                actor=PROCESS,
                now=now,
            )
    return not problem


def _wait(tries: int) -> timedelta:
    times: int = 2 ** min(tries - 1, 10)
    return min(FIRST_WAIT * times, LONGEST_WAIT)
