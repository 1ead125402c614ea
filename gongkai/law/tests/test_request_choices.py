"""What may be chosen in a request's form."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.errors import UnknownLaw
from gongkai.law.request_choices import KINDS, choice_label, request_choices

DAY = date(2026, 3, 10)


def test_every_field_has_its_choices_and_a_way_out() -> None:
    found = {kind: {one.code for one in request_choices(kind, DAY)} for kind in KINDS}
    assert all(found.values())
    assert {"post", "pick_up", "email"} <= found["way"] and "other_document" in found["identity"]
    assert choice_label("post", DAY) == "邮寄" and choice_label("", DAY) == ""


def test_before_the_regulation_of_2019_there_are_none() -> None:
    with pytest.raises(UnknownLaw):
        request_choices("way", date(2019, 5, 14))
