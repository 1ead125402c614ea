"""What was made before a removal is not written after it."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from gongkai.portal.static_pages import guard as guards
from gongkai.portal.static_pages.guard import Guard, covers

ADDRESSES = ("/", "/records/", "/records/1/", "/records/1/file/a.pdf", "/records/2/", "/annual/")
REMOVALS = (*ADDRESSES, "/records/1/**", "/records/**", "/**")


def test_what_covers_what() -> None:
    assert covers("/records/1/", "/records/1/")
    assert covers("/records/%E8%B4%A3/", "/records/责/")
    assert covers("/records/1/**", "/records/1/file/a.pdf")
    assert covers("/**", "/")
    assert not covers("/records/1/**", "/records/10/")
    assert not covers("/records/1/", "/records/1/file/a.pdf")


@rules(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(st.sampled_from(REMOVALS)), after=st.lists(st.sampled_from(REMOVALS)), lost=st.booleans())
def test_nothing_is_written_over_a_removal(settings: object, before: list[str], after: list[str], lost: bool) -> None:
    guard = Guard()
    for address in before:
        guard.move([address])
    since = guard.note()
    for address in after:
        guard.move([address])
    if lost:
        guard._state.joinpath("removed").unlink(missing_ok=True)
    for address in ADDRESSES:
        touched = any(covers(one, address) for one in after)
        # Without the list a writer may start again for nothing, never write for something.
        assert guard.unmoved(since, address) is (not (after if lost else touched))


def test_a_list_grown_long_is_begun_anew(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "LONGEST_LOG", 50)
    guard = Guard()
    since = guard.note()
    for _ in range(10):
        guard.move(["/annual/"])
    assert not guard.unmoved(since, "/records/")
    since = guard.note()
    guard.move(["/annual/"])
    assert guard.unmoved(since, "/records/")


def test_a_full_disk_makes_writers_start_again(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    guard = Guard()
    guard.move(["/annual/"])
    since = guard.note()

    def full(handle: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    guard.move(["/annual/"])
    assert guard.note() == since + 1
    assert not guard.unmoved(since, "/records/")
