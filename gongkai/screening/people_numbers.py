"""Numbers that belong to one person: identity cards, mobile telephones, bank cards."""

from __future__ import annotations

from gongkai.screening import labels
from gongkai.screening.checks import PROVINCES, card_shape, identity_shape, identity_valid, luhn, old_identity_valid
from gongkai.screening.findings import level_of
from gongkai.screening.looking import Look
from gongkai.screening.runs import Number, numbers

_LENGTHS = frozenset({11, 13, 14, 15, 16, 17, 18, 19})
_PHONE_GROUPS = frozenset({(3, 4, 4), (3, 3, 5), (4, 3, 4), (3, 8), (7, 4), (3, 4, 2, 2), (3, 2, 3, 3), (5, 6)})
_ID_GROUPS = frozenset(
    {(6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (14, 4), (6, 12), (3, 3, 4, 4, 4), (4, 4, 4, 4, 2), (6, 8, 3, 1)}
)
_CARD_HEADS = frozenset("62 60 68 51 52 53 54 55 35 34 37 95 10".split())
_REMOVE = "删去或者遮盖后再公开"


def screen_people_numbers(look: Look) -> None:
    """Identity numbers first, then telephones, then cards; what has been taken for one is not another."""
    taken = bytearray(len(look.figures))
    found = list(numbers(look.figures, _LENGTHS, _plausible))
    for judge in (_identity, _mobile, _card):
        for number in sorted(found, key=lambda one: (len(one.groups), one.start)):
            if taken.find(1, number.start, number.end) < 0 and judge(look, number):
                taken[number.start : number.end] = b"\x01" * (number.end - number.start)


def _plausible(head: str, length: int) -> bool:
    """Whether a number that begins so and is so long can be any of the three; yes where only one figure is known."""
    if len(head) < 2:
        return head != "0"
    if length == 11:
        return head[0] == "1" and head[1] in "3456789"
    if length in {13, 14}:
        return head in {"86", "08"}
    if length in {15, 18} and head in PROVINCES:
        return True
    return head[0] == "4" or head in _CARD_HEADS


def _identity(look: Look, number: Number) -> bool:
    digits, span = number.digits, (number.start, number.end)
    before = look.before(number.start, 24)
    if len(digits) == 18 and identity_valid(digits):
        usual = len(number.groups) <= 3 or number.groups in _ID_GROUPS or number.one_by_one
        level = level_of(usual or labels.identity(before))
        look.found("id_number", level, span, "写有身份证号码{}", _REMOVE, "personal_privacy")
        return True
    if len(digits) == 18 and identity_shape(digits) and labels.identity(before):
        what = "像是身份证号码{}，但校验位不对"
        look.found("id_number", "doubtful", span, what, "核对原件，是号码的" + _REMOVE, "personal_privacy")
        return True
    if not (len(digits) == 15 and number.whole and old_identity_valid(digits)):
        return False
    labelled = labels.identity(before)
    if not labelled and (labels.serial(before) or labels.card(before) or labels.amount(before, look.after(number.end))):
        return False
    level = level_of(labelled)
    look.found("id_number_old", level, span, "写有十五位身份证号码{}", _REMOVE, "personal_privacy")
    return True


def _mobile(look: Look, number: Number) -> bool:
    digits, start = number.digits, number.start
    if len(digits) in {13, 14} and digits.startswith(("86", "086")):
        digits = digits[2:] if digits[0] == "8" else digits[3:]
    if len(digits) != 11 or digits[0] != "1" or digits[1] not in "3456789" or "X" in digits:
        return False
    if digits in look.context.public_phones:
        return True
    before, after = look.before(start, 24), look.after(number.end)
    labelled = labels.phone(before)
    if labels.amount(before, after):
        return False
    if not labelled and (labels.serial(before) or labels.card(before) or after.startswith("号")):
        return False
    groups = number.groups if number.groups[0] not in {2, 5} or sum(number.groups) == 11 else number.groups[1:]
    plain = number.whole or len(groups) == 1 or (groups in _PHONE_GROUPS and (labelled or _alone(look, number)))
    if not plain and number.one_by_one:
        plain = labelled or len(set(digits)) > 3
    split_once = len(number.groups) == 2 and number.over_lines
    if not (plain or labelled or split_once):
        return False
    if any("." in gap or "_" in gap or "*" in gap for gap in number.gaps) and not (labelled or groups in _PHONE_GROUPS):
        return False
    sure = labelled or (plain and not number.over_lines and not number.one_by_one)
    level = level_of(sure)
    look.found("mobile_phone", level, (start, number.end), "写有手机号码{}", _REMOVE, "personal_privacy")
    return True


def _alone(look: Look, number: Number) -> bool:
    """Whether no other figures stand beside it on its line, as they would in the row of a table."""
    before, after = look.figures[max(0, number.start - 3) : number.start], look.figures[number.end : number.end + 3]
    return not (before[-1:] == " " and before.strip()[-1:].isdigit()) and not (
        after[:1] == " " and after.strip()[:1].isdigit()
    )


def _card(look: Look, number: Number) -> bool:
    digits = number.digits
    if not 15 <= len(digits) <= 19 or "X" in digits or not card_shape(digits) or not luhn(digits):
        return False
    before = look.before(number.start, 24)
    labelled = labels.card(before)
    fours = all(group == 4 for group in number.groups[:-1]) or number.groups in {(6, 13), (6, 10), (6, 9), (16, 3)}
    if not labelled and (labels.serial(before) or labels.amount(before, look.after(number.end))):
        return False
    alone = digits.startswith("62") and fours and _alone(look, number)
    if not (number.whole or alone or (labelled and not any("." in gap for gap in number.gaps))):
        return False
    sure = labelled or (digits.startswith("62") and not number.over_lines)
    level = level_of(sure)
    what = "写有银行卡号{}"
    look.found("bank_card", level, (number.start, number.end), what, _REMOVE, "personal_privacy")
    return True
