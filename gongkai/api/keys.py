"""Who is calling: an office system by its key, not too often."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from ninja.security import HttpBearer

from gongkai.api import limits
from gongkai.api.problems import NotTaken
from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.units.models import OfficeSystem
from gongkai.units.systems import actor_of_system, note_use, system_of_key


@dataclass(frozen=True, slots=True)
class Caller:
    """The system that calls, and the actor it is."""

    system: OfficeSystem
    actor: Actor


class SystemKey(HttpBearer):
    """密钥：Authorization: Bearer 前缀.密文，由系统管理员在工作台“办公系统”中发给。"""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The caller, or None for a key that no linked system has today. Raises NotTaken 429 for too many calls."""
        now = clock.now()
        guesses = f"wrong:{limits.address_of(request)}"
        if limits.is_over(guesses, limits.WRONG_KEYS_A_MINUTE, now):
            raise NotTaken(
                429, "too-many-wrong-keys", "密钥连续有误，暂不核对。请一分钟后用正确的密钥再试。", wait=limits.MINUTE
            )
        system = system_of_key(token.strip(), now.date())
        if system is None:
            limits.seconds_to_wait(guesses, limits.WRONG_KEYS_A_MINUTE, now)
            return None
        wait = limits.seconds_to_wait(f"calls:{system.prefix}", limits.CALLS_A_MINUTE, now)
        if wait:
            said = f"每分钟最多调用 {limits.CALLS_A_MINUTE} 次，这一次没有办理。请 {wait} 秒后再试。"
            raise NotTaken(429, "too-often", said, wait=wait)
        note_use(system, now)
        return Caller(system, actor_of_system(system))


def caller_in(request: HttpRequest) -> Caller:
    """The caller whom the key told."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller
