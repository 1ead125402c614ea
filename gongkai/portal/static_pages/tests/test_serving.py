"""The embedded server sends the files as nginx does: packed, asked again, in parts; and never where a page differs."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.kit import inside, public_root
from gongkai.portal.record_files import address_of
from gongkai.portal.static_pages.making import make
from gongkai.portal.static_pages.removing import packed_of
from gongkai.records.models import Publication
from gongkai.records.tests.publishing_race import an_attachment

pytestmark = pytest.mark.django_db
Publish = Callable[..., Publication]
SECURITY = (
    "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy",
    "Cross-Origin-Opener-Policy", "Content-Type", "Cache-Control",
)  # fmt: skip
# What only the file says, so that a test knows it was the file that answered.
MARK = "来自文件"


@pytest.fixture
def marked(db: None) -> str:
    """The address of a page whose file says so."""
    make("/help/")
    place = public_root.place_of("/help/")
    place.write_text(place.read_text("utf-8") + MARK, "utf-8")
    packed_of(place).write_bytes(gzip.compress(place.read_bytes()))
    return "/help/"


@pytest.fixture
def attached(publish: Publish) -> str:
    """The address of an attachment that is a file."""
    made = publish(files=[an_attachment(1)])
    (one,) = made.snapshot["files"]
    address = address_of(made.index_number, one["digest"], one["name"])
    make(address)
    return address


def said(headers: object) -> dict[str, str]:
    """The headers that matter; the order of a policy's rules does not."""
    found = {name: str(headers.get(name)) for name in SECURITY}  # type: ignore[attr-defined]
    return found | {SECURITY[0]: "; ".join(sorted(found[SECURITY[0]].split("; ")))}


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_the_file_answers_with_the_headers_of_the_page(client: Client, marked: str) -> None:
    answer = client.get(marked)
    assert MARK in answer.content.decode()
    page = inside.ask(marked, fresh=True)
    assert MARK not in page.content.decode()  # type: ignore[attr-defined]
    assert said(answer.headers) == said(page.headers)
    assert "Cookie" in answer["Vary"] and "Accept-Encoding" in answer["Vary"]
    assert int(answer["Content-Length"]) == len(answer.content)


def test_a_browser_that_unpacks_is_sent_the_packed_copy(client: Client, marked: str) -> None:
    answer = client.get(marked, headers={"Accept-Encoding": "gzip, br"})
    assert answer["Content-Encoding"] == "gzip"
    assert MARK in gzip.decompress(answer.content).decode()


@pytest.mark.parametrize("refused", ["gzip;q=0", "br, gzip; q=0.000, *", "deflate , GZIP ;q=0.0", "identity", "xgzip"])
def test_who_does_not_take_packed_answers_gets_none(client: Client, marked: str, refused: str) -> None:
    for address in (marked, f"{marked}?q=x"):
        answer = client.get(address, headers={"Accept-Encoding": refused})
        assert not answer.has_header("Content-Encoding")
        assert (MARK in answer.content.decode()) == (address == marked)


@pytest.mark.parametrize("taken", ["gzip;q=0.001", "br;q=0, gzip", "identity;q=0,gzip;q=1.0"])
def test_who_takes_packed_answers_gets_them(client: Client, marked: str, taken: str) -> None:
    for address in (marked, f"{marked}?q=x"):
        assert client.get(address, headers={"Accept-Encoding": taken})["Content-Encoding"] == "gzip"


def test_a_packed_copy_alone_is_not_sent(client: Client, marked: str) -> None:
    public_root.place_of(marked).unlink()
    answer = client.get(marked, headers={"Accept-Encoding": "gzip"})
    assert MARK not in gzip.decompress(answer.content).decode()


def test_what_has_not_changed_is_not_sent_again(client: Client, marked: str) -> None:
    first = client.get(marked)
    for asked in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(marked, headers=asked)
        assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], "no-cache")
    assert client.get(marked, headers={"If-None-Match": '"other"'}).status_code == HTTPStatus.OK


@pytest.mark.parametrize(("name", "value"), [("size", "large"), ("contrast", "more"), ("language", "en")])
def test_a_chosen_look_is_made_by_the_application(client: Client, marked: str, name: str, value: str) -> None:
    client.cookies[name] = value
    assert MARK not in client.get(marked).content.decode()


def test_a_query_or_another_method_is_the_applications(client: Client, marked: str) -> None:
    assert MARK not in client.get(marked, {"q": "x"}).content.decode()
    assert MARK not in client.post(marked).content.decode()
    assert client.head(marked)["Content-Length"] == str(public_root.place_of(marked).stat().st_size)


@pytest.mark.parametrize("name", [f"HTTP_{name}FRESH" for name in ("GONGKAI_", "GONGKAI.")])
def test_nobody_outside_can_ask_past_the_file(client: Client, marked: str, name: str) -> None:
    assert MARK in client.get(marked, **{name: "1"}).content.decode()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    ["/help/index.html", "/help/index.html.gz", "/../state/generation", "/%2e%2e/state/generation", "/help//",
     "/.hidden", "/help/..%2f..%2fstate/generation", "/help"],
)  # fmt: skip
def test_only_addresses_are_files(client: Client, marked: str, address: str) -> None:
    public_root.site().joinpath(".hidden").write_text(MARK, "utf-8")
    answer = client.get(address, headers={"Accept-Encoding": "identity"})
    assert MARK.encode() not in answer.content
    assert not answer.content.startswith(b"\x1f\x8b")


def test_an_attachment_is_sent_whole_or_in_parts(client: Client, attached: str) -> None:
    whole = client.get(attached)
    data = body(whole)
    assert (whole["Content-Type"], whole["Accept-Ranges"]) == ("application/octet-stream", "bytes")
    assert whole["Content-Disposition"] == "attachment"
    assert "sandbox" in whole["Content-Security-Policy"]
    for asked, first, last in (
        ("bytes=0-9", 0, 9), ("bytes=10-", 10, len(data) - 1), ("bytes=-5", len(data) - 5, len(data) - 1),
        ("bytes=5-99999999", 5, len(data) - 1), (f"bytes=-{len(data) + 5}", 0, len(data) - 1),
    ):  # fmt: skip
        part = client.get(attached, headers={"Range": asked})
        assert (part.status_code, body(part)) == (HTTPStatus.PARTIAL_CONTENT, data[first : last + 1])
        assert part["Content-Range"] == f"bytes {first}-{last}/{len(data)}"
        assert part["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", [
    "bytes=0-1,4-5", "lines=1-2", "bytes=a-b", "bytes=-", "", f"bytes={'9' * 5000}-", f"bytes=0-{'9' * 5000}",
])  # fmt: skip
def test_what_is_no_plain_range_gets_the_whole(client: Client, attached: str, asked: str) -> None:
    answer = client.get(attached, headers={"Range": asked})
    assert (answer.status_code, len(body(answer))) == (HTTPStatus.OK, int(answer["Content-Length"]))


def test_a_range_outside_the_file_is_refused(client: Client, attached: str) -> None:
    answer = client.get(attached, headers={"Range": "bytes=99999999-"})
    assert answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    assert answer["Content-Range"].startswith("bytes */")


def test_a_part_of_another_version_is_not_mixed_in(client: Client, attached: str) -> None:
    first = client.get(attached)
    tag = first["ETag"]
    first.close()
    same = client.get(attached, headers={"Range": "bytes=0-9", "If-Range": tag})
    assert (same.status_code, len(body(same))) == (HTTPStatus.PARTIAL_CONTENT, 10)
    other = client.get(attached, headers={"Range": "bytes=0-9", "If-Range": '"other"'})
    assert (other.status_code, len(body(other))) == (HTTPStatus.OK, int(other["Content-Length"]))
    assert client.get(attached, headers={"Range": "bytes=0-9", "If-None-Match": tag}).status_code == 304


def test_the_short_address_of_a_file_leads_to_its_own(client: Client, attached: str) -> None:
    short = attached.rpartition("/")[0]
    answer = client.get(short)
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, attached)
    wrong = client.get(f"{short}/other.exe")
    assert (wrong.status_code, wrong["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, attached)


def test_a_page_without_a_file_is_to_be_asked_again_too(client: Client, publish: Publish) -> None:
    made = publish()
    answer = client.get(reverse("portal:record", args=(made.index_number,)))
    assert answer["Cache-Control"] == "no-cache"
