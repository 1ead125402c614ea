"""A file is what the site answers; what is withdrawn, somebody's own or of another type is no file."""

from __future__ import annotations

import gzip
import stat
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from gongkai.kit import files, inside, public_root
from gongkai.kit.models import PublicChange
from gongkai.portal import pages
from gongkai.portal.record_files import address_of
from gongkai.portal.static_pages import making as pages_making
from gongkai.portal.static_pages import removing
from gongkai.portal.static_pages.making import Made, make
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Publication
from gongkai.records.tests import making
from gongkai.records.tests.publishing_race import an_attachment

pytestmark = pytest.mark.django_db
NOW = making.NOW
Publish = Callable[..., Publication]


def page_of(made: Publication) -> str:
    return reverse("portal:record", args=(made.index_number,))


def file_of(made: Publication) -> str:
    (one,) = made.snapshot["files"]
    return address_of(made.index_number, one["digest"], one["name"])


def withdraw(made: Publication) -> None:
    withdraw_record(made.record_id, "内容有误", actor=making.actors(made.record.agency)["publisher"], now=NOW)


def test_the_file_is_the_page_with_a_packed_copy(publish: Publish, client: Client) -> None:
    made = publish()
    assert make(page_of(made)) is Made.WRITTEN
    place = public_root.place_of(page_of(made))
    assert place.read_bytes() == client.get(page_of(made), {"fresh": ""}).content.replace(b"%3Ffresh%3D", b"")
    assert gzip.decompress(removing.packed_of(place).read_bytes()) == place.read_bytes()
    assert stat.S_IMODE(place.stat().st_mode) == 0o644
    assert list(removing.half_made().iterdir()) == []


def test_an_attachment_is_the_kept_file_under_its_name(publish: Publish) -> None:
    made = publish(files=[an_attachment(1)])
    assert make(file_of(made)) is Made.WRITTEN
    place = public_root.place_of(file_of(made))
    kept = files.place_of(made.snapshot["files"][0]["digest"])
    assert place.name == "责任区一览.docx"
    assert place.samefile(kept)
    assert not removing.packed_of(place).exists()


def test_where_files_cannot_be_linked_they_are_copied(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    made = publish(files=[an_attachment(1)])

    def refused(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("os.link", refused)
    assert make(file_of(made)) is Made.WRITTEN
    place = public_root.place_of(file_of(made))
    assert place.read_bytes() == files.take(made.snapshot["files"][0]["digest"])
    assert not place.samefile(files.place_of(made.snapshot["files"][0]["digest"]))


def test_a_withdrawn_page_and_its_files_go(
    publish: Publish, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = publish(files=[an_attachment(1)])
    around = [page_of(made), file_of(made), "/", "/records/"]
    assert [make(address) for address in around] == [Made.WRITTEN] * 4
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(made)
    assert [public_root.holds(address) for address in around] == [False] * 4
    assert [make(address) for address in around] == [Made.ABSENT, Made.ABSENT, Made.WRITTEN, Made.WRITTEN]
    assert made.title not in public_root.place_of("/").read_text("utf-8")


def test_a_file_whose_page_is_gone_is_removed_when_it_is_asked_for(publish: Publish) -> None:
    made = publish()
    make(page_of(made))
    withdraw(made)
    assert public_root.holds(page_of(made))
    assert make(page_of(made)) is Made.ABSENT
    assert not public_root.holds(page_of(made))


def test_what_was_asked_before_a_removal_is_not_written_after_it(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publish()
    ask, asked = pages_making.asked, []

    def slow(address: str) -> Any:
        answer = ask(address)
        asked.append(address)
        if len(asked) == 1:
            # Between the answer and its writing the record is withdrawn and its pages are removed.
            withdraw(made)
            removing.forget(PublicChange.objects.latest("pk"))
        return answer

    monkeypatch.setattr(pages_making, "asked", slow)
    assert make(page_of(made)) is Made.ABSENT
    assert len(asked) == 2
    assert not public_root.holds(page_of(made))


def test_who_is_overtaken_again_and_again_writes_nothing(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    made = publish()
    ask = pages_making.asked

    def overtaken(address: str) -> Any:
        answer = ask(address)
        removing.remove([address])
        return answer

    monkeypatch.setattr(pages_making, "asked", overtaken)
    assert make(page_of(made)) is Made.OVERTAKEN
    assert not public_root.holds(page_of(made))


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Cache-Control", "private"), ("Cache-Control", "no-store"), ("Content-Type", "text/plain"),
        ("Content-Disposition", "attachment"), ("Access-Control-Allow-Origin", "*"), ("Set-Cookie", "a=b"),
    ],
)  # fmt: skip
def test_what_a_file_cannot_say_is_no_file(
    db: None, monkeypatch: pytest.MonkeyPatch, header: str, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(address: str, *, fresh: bool = False) -> HttpResponse:
        assert fresh
        found = HttpResponse("x", content_type="text/html; charset=utf-8")
        if header == "Set-Cookie":
            found.set_cookie("a", "b")
        else:
            found[header] = value
        return found

    make("/help/")
    assert public_root.holds("/help/")
    monkeypatch.setattr(inside, "ask", answer)
    assert make("/help/") is Made.UNFIT
    assert not public_root.holds("/help/")
    assert "no file for /help/" in caplog.text


def test_a_full_disk_leaves_no_file_and_says_so(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    made = publish()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        make(page_of(made))
    assert not public_root.holds(page_of(made))
    assert list(removing.half_made().iterdir()) == []


def test_every_kept_page_of_the_site_can_be_a_file(publish: Publish) -> None:
    publish(files=[an_attachment(1)], effective_on="2026-04-01", topic="农业、林业、水利")
    found = {address: make(address) for address in pages.all_addresses()}
    assert {address: how for address, how in found.items() if how not in (Made.WRITTEN, Made.ABSENT)} == {}
    assert list(found.values()).count(Made.WRITTEN) > len(found) // 2


def test_a_page_that_fails_is_no_file(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make("/help/")
    monkeypatch.setattr(inside, "ask", lambda address, fresh: HttpResponse("x", status=500))
    assert make("/help/") is Made.FAILED
    assert not public_root.holds("/help/")
