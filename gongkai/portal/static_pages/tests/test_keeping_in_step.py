"""What differs from the site is named, and a further host learns of every change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError
from django.urls import reverse

from gongkai.kit import outward, public_root
from gongkai.kit.models import PublicChange
from gongkai.portal import pages
from gongkai.portal.static_pages import comparing, following
from gongkai.portal.static_pages.comparing import MISSING, OTHER, PACKED_OTHER, TOO_MANY, Difference, differences
from gongkai.portal.static_pages.following import Following, Seen
from gongkai.portal.static_pages.making import make
from gongkai.portal.static_pages.removing import packed_of
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Publication
from gongkai.records.tests import making

pytestmark = pytest.mark.django_db
NOW = making.NOW
Publish = Callable[..., Publication]
FEW = ("/", "/records/", "/help/", "/accessibility/", "/robots.txt")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, db: None) -> tuple[str, ...]:
    """A site of a few pages only."""
    monkeypatch.setattr(pages, "all_addresses", lambda: iter(FEW))
    return FEW


def page_of(made: Publication) -> str:
    return reverse("portal:record", args=(made.index_number,))


def found() -> set[tuple[str, str]]:
    return {(one.address, one.how) for one in differences() if one is not None}


def test_files_that_say_what_the_site_says_are_equal(few: tuple[str, ...]) -> None:
    for address in few:
        make(address)
    assert found() == set()
    assert sorted(comparing.addresses_of_files()) == sorted(few)


def test_every_difference_is_named(few: tuple[str, ...]) -> None:
    for address in few[:4]:
        make(address)
    public_root.place_of("/").write_text("of yesterday", "utf-8")
    packed_of(public_root.place_of("/help/")).write_bytes(packed_of(public_root.place_of("/records/")).read_bytes())
    stray = public_root.site() / "records" / "责" / "index.html"
    stray.parent.mkdir(parents=True)
    stray.write_text("stray", "utf-8")
    assert found() == {
        ("/", OTHER), ("/help/", PACKED_OTHER), ("/records/%E8%B4%A3/", TOO_MANY), ("/robots.txt", MISSING),
    }  # fmt: skip
    assert not Difference("/x", MISSING).is_wrong
    assert "/x" in Difference("/x", OTHER).sentence


def test_a_further_root_follows_every_change(publish: Publish, settings: object, tmp_path: Path) -> None:
    settings.PUBLIC_ROOT = str(tmp_path / "second")  # type: ignore[attr-defined]
    made = publish()
    following_it = Following()
    while following_it.go_round():
        pass
    assert public_root.holds("/")
    make(page_of(made))
    withdraw_record(made.record_id, "内容有误", actor=making.actors(made.record.agency)["publisher"], now=NOW)
    # The worker of the first root has done its part already.
    PublicChange.objects.update(done_at=NOW)
    assert following_it.go_round() > 0
    assert not public_root.holds(page_of(made))
    assert Seen().new() == []


def test_a_number_that_becomes_visible_late_is_seen(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "WINDOW", 3)
    rows = [outward.tell("other", str(number), now=NOW) for number in range(10)]
    seen = Seen()
    assert seen.new() == []
    late = rows[8]
    seen.above.discard(late.pk)
    seen.note([])
    assert [row.pk for row in Seen().new()] == [late.pk]
    more = [outward.tell("other", "more", now=NOW) for _ in range(8)]
    again = Seen()
    assert [row.pk for row in again.new()] == [late.pk, *(row.pk for row in more)]
    again.note(again.new())
    assert (Seen().low, len(Seen().above)) == (more[-3].pk - 1, 3)
    assert Seen().new() == []


def test_a_round_that_fails_is_gone_through_again(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(self: Seen) -> list[PublicChange]:
        raise OperationalError("the database is away")

    monkeypatch.setattr(Seen, "new", away)
    assert Following().go_round() == 0
    assert "tried again" in caplog.text
