"""Check digits and shapes of numbers: identity cards, credit codes, bank cards. Pure arithmetic on what was read."""

from __future__ import annotations

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGAN_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_FIRST_YEAR, _LAST_YEAR = 1880, 2099


def check_digit(first: str) -> str:
    """The last sign of an identity number for its first seventeen digits (ISO 7064 MOD 11-2)."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True)) % 11]


def identity_shape(number: str) -> bool:
    """Whether eighteen signs have a province and a day of birth that can be."""
    if len(number) != 18 or not number[:17].isdigit() or number[:2] not in PROVINCES:
        return False
    return _day(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def identity_valid(number: str) -> bool:
    """Whether an eighteen-sign identity number is right in shape and check digit."""
    return identity_shape(number) and check_digit(number[:17]) == number[17].upper()


def old_identity_valid(number: str) -> bool:
    """Whether fifteen digits can be an identity number of the first generation."""
    if len(number) != 15 or not number.isdigit() or number[:2] not in PROVINCES:
        return False
    return _day(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))


def _day(year: int, month: int, day: int) -> bool:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (month, day) != (2, 29) or leap


def credit_code_valid(code: str) -> bool:
    """Whether eighteen signs are a unified social credit code, by both check signs (GB 32100, GB 11714)."""
    if len(code) != 18 or any(sign not in _CODE_SIGNS for sign in code) or not code[2:8].isdigit():
        return False
    total = sum(_CODE_SIGNS.index(sign) * (3**place % 31) for place, sign in enumerate(code[:17]))
    if _CODE_SIGNS[(31 - total % 31) % 31] != code[17]:
        return False
    organ = code[8:17]
    sum_ = sum(_ORGAN_SIGNS.index(sign) * weight for sign, weight in zip(organ, _ORGAN_WEIGHTS, strict=False))
    return "0123456789X0"[11 - sum_ % 11] == organ[8]


def luhn(number: str) -> bool:
    """Whether the last digit of a card number fits the others."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def card_shape(number: str) -> bool:
    """Whether a number has a length and beginning that bank cards have."""
    length = len(number)
    if number.startswith("62"):
        return 16 <= length <= 19
    if number[0] == "4" or number[:2] in {"51", "52", "53", "54", "55", "35"}:
        return length == 16
    if number[:2] in {"34", "37"}:
        return length == 15
    return number.startswith(("9558", "9559", "1030", "6013", "6858")) and 16 <= length <= 19
