"""Check digits: what is made right is taken, one wrong sign is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.screening.checks import (
    card_shape,
    check_digit,
    credit_code_valid,
    identity_shape,
    identity_valid,
    luhn,
    old_identity_valid,
)

BODIES = st.builds(
    lambda place, year, month, day: f"{place}{year:04d}{month:02d}{day:02d}000",
    st.sampled_from(["350505", "110105", "440103"]),
    st.integers(1900, 2025),
    st.integers(1, 12),
    st.integers(1, 28),
)


@given(BODIES)
def test_a_number_with_its_check_digit_is_valid_and_with_any_other_is_not(body: str) -> None:
    right = check_digit(body)
    assert identity_valid(body + right)
    assert not any(identity_valid(body + other) for other in "0123456789X" if other != right)


@given(BODIES, st.integers(0, 16), st.integers(1, 9))
def test_one_mistyped_digit_is_always_seen(body: str, place: int, step: int) -> None:
    typed = body[:place] + str((int(body[place]) + step) % 10) + body[place + 1 :]
    assert not identity_valid(typed + check_digit(body))


def test_a_day_that_never_was_is_no_birthday() -> None:
    assert identity_shape("350505200002290001")
    assert not identity_shape("350505190002290001")
    assert not identity_shape("350505199013010001")
    assert not identity_shape("990505199001010001")
    assert old_identity_valid("350505820101000")
    assert not old_identity_valid("350505821301000")


def test_the_code_of_an_organ_needs_both_check_signs() -> None:
    # The codes of two organs, one made up from a reserved stretch.
    assert credit_code_valid("92350505MA00000065") is False
    made = _credit_code("92350505MA000000")
    assert credit_code_valid(made)
    assert not credit_code_valid(made[:-1] + ("0" if made[-1] != "0" else "1"))
    assert not credit_code_valid("92350505MA0000O065")


def _credit_code(head: str) -> str:
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return next(head + a + b for a in "0123456789X" for b in signs if credit_code_valid(head + a + b))


@pytest.mark.parametrize(
    ("number", "shape"),
    [
        ("6222020000000000000", True),
        ("4000000000000000", True),
        ("400000000000000000", False),
        ("340000000000000", True),
        ("1380000000012345", False),
    ],
)
def test_cards_are_known_by_length_and_beginning(number: str, shape: bool) -> None:
    assert card_shape(number) is shape


def test_the_last_digit_of_a_card_fits_the_others() -> None:
    assert luhn("79927398713")
    assert not luhn("79927398710")
