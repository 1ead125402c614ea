"""Addresses and their files: every address has one place below the root, and nothing leads out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from gongkai.kit import public_root
from gongkai.kit.public_root import UnfitAddress, last_part, place_of, place_of_path


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/", "index.html"),
        ("/records/", "records/index.html"),
        ("/records/000014349/2026-00001/", "records/000014349/2026-00001/index.html"),
        ("/feeds/rss.xml", "feeds/rss.xml"),
        ("/records/QZ-1/file/ab/%E8%B4%A3%E4%BB%BB.docx", "records/QZ-1/file/ab/责任.docx"),
    ],
)
def test_an_address_has_its_place(settings: object, address: str, place: str) -> None:
    assert place_of(address) == public_root.site() / place


@pytest.mark.parametrize(
    "address",
    [
        "", "records/", "/records/?q=1", "/records/#top", "/../secret.key", "/a/../../secret.key", "/%2e%2e/secret.key",
        "/a/%2e%2e%2fsecret", "/a//b/", "//host/", "/./", "/.git/config", "/a/.hidden", "/a\\..\\b", "/a/%00", "/a/\n",
        "/a/" + "x" * 256, "/" + "a/" * 2000, "/a/index.html", "/index.html", "/a/%ff", "/a/\ud800",
    ],
)  # fmt: skip
def test_an_address_that_no_file_can_stand_for_is_refused(settings: object, address: str) -> None:
    with pytest.raises(ValueError):
        place_of(address)
    assert public_root.holds(address) is False


def test_a_path_of_a_request_is_not_decoded_again(settings: object) -> None:
    assert place_of_path("/a/%2e%2e/b") == public_root.site() / "a/%2e%2e/b"


@rules(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="./%25e\\ab?\x00文~:", max_size=30))
def test_no_path_leads_out(settings: object, path: str) -> None:
    root = public_root.site()
    for find in (place_of, place_of_path):
        try:
            place = find("/" + path)
        except ValueError:
            continue
        assert Path(place).resolve().is_relative_to(root.resolve())
        assert place.name not in ("", ".", "..")


@given(st.text(max_size=60))
def test_a_file_name_becomes_one_last_part(name: str) -> None:
    part = last_part(name)
    assert part and "/" not in part and not part.startswith(".")


def test_the_root_is_where_the_setting_says(settings: object, tmp_path: Path) -> None:
    settings.PUBLIC_ROOT = str(tmp_path / "elsewhere")  # type: ignore[attr-defined]
    assert public_root.site() == tmp_path / "elsewhere" / "site"
    settings.PUBLIC_ROOT = ""  # type: ignore[attr-defined]
    assert public_root.site() == Path(settings.HOME) / "public" / "site"  # type: ignore[attr-defined]


def test_a_tree_is_a_folder(settings: object) -> None:
    assert public_root.tree_of("/records/1/") == public_root.site() / "records/1"
    with pytest.raises(UnfitAddress):
        public_root.tree_of("/records/1")
