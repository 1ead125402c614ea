"""The worker's part: rows that wait, a listener that was missed, faults, and everything anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.urls import reverse

from gongkai.kit import outward, public_root, worker
from gongkai.kit.models import PublicChange
from gongkai.kit.who import VISITOR
from gongkai.portal import kinds, pages
from gongkai.portal.static_pages import making as pages_making
from gongkai.portal.static_pages import remaking, removing, renewing
from gongkai.portal.static_pages.making import Made, make
from gongkai.portal.static_pages.remaking import Remake
from gongkai.portal.static_pages.renewing import Renewal, renew
from gongkai.records import published
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.leafing import leafed
from gongkai.records.models import Publication
from gongkai.records.tests import making
from gongkai.records.tests.publishing_race import an_attachment

pytestmark = pytest.mark.django_db
NOW = making.NOW
Publish = Callable[..., Publication]
Work = Callable[[], None]


def page_of(made: Publication) -> str:
    return reverse("portal:record", args=(made.index_number,))


def waiting() -> int:
    return PublicChange.objects.filter(done_at=None).count()


def withdraw(made: Publication) -> None:
    withdraw_record(made.record_id, "内容有误", actor=making.actors(made.record.agency)["publisher"], now=NOW)


def test_the_worker_knows_the_job_and_the_commits_tell_the_portal() -> None:
    assert "public-pages" in {job.name for job in worker.jobs()}
    assert "public-pages" in outward._LISTENERS


def test_what_is_published_stands_as_files(publish: Publish, made_anew: Work) -> None:
    made = publish(files=[an_attachment(1)])
    made_anew()
    assert waiting() == 0
    assert all(public_root.holds(address) for address in ("/", "/records/", page_of(made), "/help/", "/robots.txt"))
    assert all(public_root.holds(address) for address in kinds.files_of_record(PublicChange.objects.get(kind="record")))
    assert made.title in public_root.place_of("/").read_text("utf-8")


def test_a_row_that_no_listener_heard_of_is_taken_up(publish: Publish, made_anew: Work) -> None:
    made = publish()
    made_anew()
    # As when the process is killed between its commit and the listener.
    withdraw(made)
    assert public_root.holds(page_of(made))
    renewal = Renewal()
    renewal.begin()
    renewal.take_up(PublicChange.objects.filter(done_at=None))
    assert not public_root.holds(page_of(made))
    made_anew()
    assert (waiting(), public_root.holds(page_of(made))) == (0, False)
    assert made.title not in public_root.place_of("/records/").read_text("utf-8")


def test_a_page_that_cannot_be_written_is_not_there_and_stays_wanted(
    publish: Publish, made_anew: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish()
    made_anew()
    other = publish(title="关于另一件事的通知", doc_number="")
    real = pages_making._Halves._written

    def full(self: object, body: bytes) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pages_making._Halves, "_written", full)
    renewal = Renewal()
    with pytest.raises(OSError, match="No space"):
        renew(NOW, renewal)
    assert not public_root.holds("/")
    assert public_root.holds(page_of(first))
    assert waiting() == 1
    monkeypatch.setattr(pages_making._Halves, "_written", real)
    while renew(NOW, renewal):
        pass
    assert waiting() == 0
    assert other.title in public_root.place_of("/").read_text("utf-8")


def test_a_file_that_cannot_be_removed_is_an_error(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    made = publish()
    make(page_of(made))

    def refused(self: Path, target: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="Read-only"):
        removing.forget(PublicChange.objects.latest("pk"))


def test_a_kind_that_cannot_tell_makes_everything_stale(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    make("/help/")

    def broken(change: PublicChange) -> list[str]:
        raise LookupError("unknown class")

    monkeypatch.setattr(pages, "_KINDS", {"x": pages.PageKind("x", kept=True, touched=broken)})
    removing.forget(PublicChange.objects.latest("pk"))
    assert not public_root.holds("/help/")


@pytest.mark.parametrize("kind", ["site", "unit"])
def test_what_stands_in_the_frame_touches_every_page(publish: Publish, made_anew: Work, kind: str) -> None:
    made = publish()
    made_anew()
    change = outward.tell(kind, "x", now=NOW)
    removing.forget(change)
    assert [*public_root.folder().glob("site/**/*.html")] == []
    made_anew()
    assert public_root.holds(page_of(made)) and public_root.holds("/help/")


def test_a_change_of_an_unknown_kind_touches_nothing(publish: Publish) -> None:
    assert make("/robots.txt") is Made.WRITTEN
    removing.forget(outward.tell("nothing-of-ours", "x", now=NOW))
    assert public_root.holds("/robots.txt")


def test_without_a_root_nothing_is_done(db: None) -> None:
    removing.forget(outward.tell("site", "x", now=NOW))
    assert not public_root.folder().exists()


def test_another_version_of_the_program_makes_everything_anew(
    publish: Publish, made_anew: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    made_anew()
    place = public_root.place_of("/help/")
    place.write_text("of yesterday", "utf-8")
    assert Remake().begin_if_other() is False
    monkeypatch.setattr(remaking, "fingerprint", lambda: "another")
    assert Remake().begin_if_other() is True
    assert not place.exists()
    made_anew()
    assert "of yesterday" not in place.read_text("utf-8")


def test_a_run_that_was_interrupted_goes_on_and_sweeps_at_its_end(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publish(files=[an_attachment(1)])
    stray = public_root.site() / "records" / "of-nobody" / "index.html"
    stray.parent.mkdir(parents=True)
    stray.write_text("stray", "utf-8")
    begun = Remake()
    assert begun.begin() is False
    assert begun.piece(0) == 1
    again = Remake()
    assert again.begin() is True
    asked: list[str] = []
    monkeypatch.setattr(remaking, "make", lambda address, durable: asked.append(address) or make(address))
    while again.piece(1):
        pass
    everything = list(pages.all_addresses())
    assert asked == everything[1:]
    assert not stray.exists()
    assert public_root.holds(page_of(made))
    assert remaking.marked_since() == 0


def test_a_machine_that_went_down_meanwhile_begins_anew(publish: Publish) -> None:
    Remake().begin()
    (public_root.state() / "remaking").write_text("another boot", "utf-8")
    assert Remake().begin() is False


def test_what_a_killed_process_left_is_cleared_after_an_hour(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    old, aside = removing.half_made() / "old", public_root.state() / "left" / "x"
    removing.half_made().mkdir(parents=True)
    aside.mkdir(parents=True)
    old.write_text("half", "utf-8")
    removing.clear_left()
    assert old.exists() and aside.exists()
    monkeypatch.setattr(removing, "HOUR", -10)
    removing.clear_left()
    assert not old.exists() and not aside.exists()


def test_a_round_is_bounded(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    monkeypatch.setattr(renewing, "PIECE_SECONDS", 0.0)
    renewal = Renewal()
    renewal.begin()
    renewal.take_up(PublicChange.objects.filter(done_at=None))
    assert renewal.piece(0) <= 1
    assert renewal.settled() == set()


def test_the_rows_say_what_was_touched(publish: Publish) -> None:
    made = publish()
    change = PublicChange.objects.get()
    assert json.loads(json.dumps(change.detail))["agency_code"] == [made.agency_code]
    assert {page_of(made), "/", "/records/"} <= set(removing.stale_after(change))


def test_a_way_that_breaks_off_is_gone_again_to_its_end(
    publish: Publish, made_anew: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that lost its database half way must not pass for one that is over: its pages would never be made."""
    page = page_of(publish())
    made_anew()
    whole, breaks = pages.all_addresses, [True]

    def broken() -> Iterator[str]:
        yield "/help/"
        if breaks.pop() if breaks else False:
            raise DatabaseError("closed")
        yield from whole()

    monkeypatch.setattr(pages, "all_addresses", broken)
    removing.remove([removing.EVERYTHING])
    run = Remake()
    run.begin_anew()
    with pytest.raises(DatabaseError):
        run.piece(60)
    assert remaking.marked_since()
    while run.piece(60):
        pass
    assert public_root.holds(page)


def test_the_way_through_the_numbers_holds_no_cursor(
    publish: Publish, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[[int], Any]
) -> None:
    """The worker closes its connection between two pieces; whatever is open then cannot go on."""
    found = {publish(title=f"通知{number}", doc_number="").index_number for number in range(3)}
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED)
    with django_assert_num_queries(1):
        way = leafed(rows, "index_number", chunk=2)
        first = [next(way), next(way)]
    with django_assert_num_queries(1):
        rest = list(way)
    assert {number for (number,) in [*first, *rest]} == found == set(published.numbers(VISITOR))
