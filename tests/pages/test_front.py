"""nginx as the example sets it up: it sends the files with the application's own headers, and nothing else."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable

import pytest

from tests.pages.conftest import Answer, Clerk, Town, fetch

pytestmark = pytest.mark.slow
SAME = (
    "content-type", "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy",
    "cross-origin-opener-policy", "cache-control", "etag", "last-modified", "content-disposition", "content-length",
)  # fmt: skip
FROM_APPLICATION = "x-served-by"
# A new root is filled page by page; on a busy machine that takes its time.
PATIENCE = 300.0


def until(holds: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """How long it took; fails when it never did."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, "in vain"
        time.sleep(0.05)
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def public(town: Town, clerk: Clerk) -> dict[str, str]:
    """A published record whose pages are all files."""
    told = clerk.do("publish 0")
    for address in (told["page"], told["file"], "/help/", "/"):
        until(lambda address=address: FROM_APPLICATION not in fetch(town.front, address).headers)  # type: ignore[misc]
    return told


def said(answer: Answer) -> dict[str, str]:
    """The headers both have to agree on; the order of a policy's rules is nobody's matter."""
    found = {name: answer.headers.get(name, "") for name in SAME}
    return found | {SAME[1]: "; ".join(sorted(found[SAME[1]].split("; ")))}


def file_and_own(town: Town, address: str, **headers: str) -> tuple[Answer, Answer]:
    answer = fetch(town.front, address, **headers)
    assert FROM_APPLICATION not in answer.headers, address
    return answer, fetch(town.own, address, **headers)


@pytest.mark.parametrize("what", ["/", "/records/", "/help/", "/robots.txt", "page", "file"])
def test_both_servers_send_the_same_file_alike(town: Town, public: dict[str, str], what: str) -> None:
    address = public.get(what, what)
    until(lambda: FROM_APPLICATION not in fetch(town.front, address).headers)
    answer, own = file_and_own(town, address)
    assert (answer.status, answer.body) == (200, own.body)
    assert said(answer) == said(own)
    page = fetch(town.own, address, Cookie="size=normal")
    if what != "file":
        page_type, type_of_file = page.headers["content-type"], answer.headers["content-type"]
        assert page_type.partition(";")[0] == type_of_file.partition(";")[0]
        assert {name: said(page)[name] for name in SAME[1:7]} == {name: said(answer)[name] for name in SAME[1:7]}


def test_packed_and_asked_again(town: Town, public: dict[str, str]) -> None:
    packed, own = file_and_own(town, public["page"], Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == own.headers["content-encoding"] == "gzip"
    assert public["title"] in gzip.decompress(packed.body).decode()
    again, own_again = file_and_own(
        town, public["page"], If_None_Match=fetch(town.front, public["page"]).headers["etag"]
    )
    assert (again.status, again.body, own_again.status) == (304, b"", 304)


def test_parts_of_a_file(town: Town, public: dict[str, str]) -> None:
    part, own = file_and_own(town, public["file"], Range="bytes=10-19")
    assert (part.status, own.status, part.body) == (206, 206, own.body)
    assert part.headers["content-range"] == own.headers["content-range"]
    assert len(part.body) == 10
    assert part.headers["content-disposition"] == "attachment"
    assert "sandbox" in part.headers["content-security-policy"]


@pytest.mark.parametrize("cookie", ["size=large", "a=b; contrast=more", "language=en"])
def test_a_chosen_look_comes_from_the_application(town: Town, public: dict[str, str], cookie: str) -> None:
    answer = fetch(town.front, public["page"], Cookie=cookie)
    assert (answer.status, answer.headers[FROM_APPLICATION]) == (200, "application")
    assert answer.headers["content-security-policy"].count("default-src") == 1


def test_other_cookies_queries_and_methods(town: Town, public: dict[str, str]) -> None:
    assert FROM_APPLICATION not in fetch(town.front, public["page"], Cookie="mysize=1; other=size").headers
    assert fetch(town.front, public["page"] + "?q=1").headers[FROM_APPLICATION]
    assert fetch(town.front, public["page"], "POST").headers[FROM_APPLICATION]
    head = fetch(town.front, public["page"], "HEAD")
    assert (head.status, head.body, FROM_APPLICATION in head.headers) == (200, b"", False)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/help/index.html", 404), ("/help/index.html.gz", 404), ("/site/help/index.html", 404), ("/site/", 404),
        ("/state/generation", 404), ("/../state/generation", 400), ("/help/../../state/generation", 400),
        ("/%2e%2e/state/generation", 400), ("/help/..%2f..%2fstate/generation", 400), ("/records/../site/help/", 404),
        ("/help", 301), ("/help//", 404), ("//help/", 404), ("/help/%00", 400), ("/none/", 404), ("/desk/", 302),
    ],
)  # fmt: skip
def test_nothing_but_addresses(town: Town, public: dict[str, str], address: str, status: int) -> None:
    answer = fetch(town.front, address)
    if answer.status == 200:
        # Whatever nginx makes of the slashes, it may only be a page that has this address.
        assert address in ("/help//", "//help/")
        return
    assert answer.status == status
    assert (town.home / "public" / "state" / "generation").read_bytes() not in answer.body


def test_folders_are_not_listed(town: Town, public: dict[str, str]) -> None:
    folder = public["file"].rpartition("/")[0] + "/"
    assert fetch(town.front, folder).status in (301, 404)
    assert b"Index of" not in fetch(town.front, folder).body
