"""Personal data at rest: sealed, opened, changed, found blindly, dropped one way, and a card only its holder opens."""

from __future__ import annotations

import base64
import os

import pytest
from django.conf import LazySettings

from gongkai.kit import private
from gongkai.kit.private_files import keep_private, take_private


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_sealed_is_opened_by_the_same_key_only(settings: LazySettings, cipher: str) -> None:
    settings.CIPHER = cipher
    sealed = private.seal({"name": "王小川", "phone": "13800000001"})
    assert "王" not in base64.b64decode(sealed).decode("utf-8", "replace")
    assert private.open_sealed(sealed) == {"name": "王小川", "phone": "13800000001"}
    settings.DATA_KEY = base64.b64encode(os.urandom(32)).decode()
    with pytest.raises(private.Unreadable):
        private.open_sealed(sealed)


def test_what_one_cipher_sealed_is_read_after_the_other_was_chosen(settings: LazySettings) -> None:
    settings.CIPHER = "sm4"
    sealed = private.seal_bytes(b"first")
    settings.CIPHER = "aes"
    assert private.open_bytes(sealed) == b"first"


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-1], lambda data: data[:-1] + bytes([data[-1] ^ 1]), lambda _: b""]
)
def test_changed_bytes_are_refused(settings: LazySettings, spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(private.Unreadable):
        private.open_bytes(spoil(private.seal_bytes(b"whole")))


def test_the_same_person_has_the_same_blind_word(settings: LazySettings) -> None:
    assert private.blind("identity", "35058219900101123x") == private.blind(
        "identity", " ３５０５８２１９９００１０１１２３Ｘ "
    )
    assert private.blind("identity", "1") != private.blind("name", "1")
    assert private.blind("identity", "  ") == ""


def test_who_drops_something_cannot_read_it_back(settings: LazySettings) -> None:
    private.drop(b"makes the keys of the home")
    settings.INTAKE_PUBLIC_KEY = (settings.HOME / "keys" / "intake.pub").read_text()
    inside = settings.HOME
    settings.HOME = inside.parent / "outside"
    dropped = private.drop("申请".encode())
    with pytest.raises(private.Unreadable):
        private.pick_up(dropped)
    settings.HOME = inside
    assert private.pick_up(dropped).decode() == "申请"


def test_a_card_opens_with_number_and_code_however_it_is_typed(settings: LazySettings) -> None:
    place, key = private.card_key("20260302-ABCDEFGH", "2345-6789-ABCD")
    assert private.card_key("20260302-ABCDEFGH", "２３４５ 6789abcd") == (place, key)
    assert private.card_key("20260302-ABCDEFGJ", "2345-6789-ABCD")[0] != place
    assert private.card_key("20260302-ABCDEFGH", "2345-6789-ABCE")[0] != place


def test_a_private_file_lies_sealed(settings: LazySettings) -> None:
    digest = keep_private("身份证".encode())
    assert take_private(digest).decode() == "身份证"
    raw = next(path for path in (settings.HOME / "files").rglob("*") if path.name == digest).read_bytes()
    assert "身份证".encode() not in raw
