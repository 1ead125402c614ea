"""One door for a text: everything that must not go out, in order of place."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.screening.addresses import screen_addresses
from gongkai.screening.contacts import screen_contacts
from gongkai.screening.documents import screen_documents
from gongkai.screening.findings import Context, Finding
from gongkai.screening.looking import Look
from gongkai.screening.marks import screen_internal_marks, screen_security_marks
from gongkai.screening.papers_and_property import screen_papers_and_property
from gongkai.screening.people import screen_people
from gongkai.screening.people_numbers import screen_people_numbers
from gongkai.screening.words import screen_placeholders, screen_words

_DETECTORS: tuple[Callable[[Look], None], ...] = (
    screen_security_marks, screen_internal_marks, screen_people_numbers, screen_contacts, screen_papers_and_property,
    screen_addresses, screen_people, screen_documents, screen_words, screen_placeholders,
)  # fmt: skip
# Of two findings on the same figures the earlier kind stands.
_NUMBERS = (
    "id_number", "credit_code", "bank_card", "mobile_phone", "id_number_old", "passport", "plate", "email",
    "fixed_phone", "messenger", "account",
)  # fmt: skip


def screen_text(text: str, context: Context) -> list[Finding]:
    """Findings in order of place; offsets are into `text` as given.

    Full-width, spaced, broken and Chinese figures are seen through, inline markup too; markup's attribute values are
    looked at as well. Linear in the length of the text. Raises UnknownLaw for a day whose secrecy law is not known.
    """
    look = Look.at(text, context)
    _run(look)
    findings = look.findings
    for offset, words in look.folded.asides:
        aside = Look.at(words, context, offset)
        _run(aside)
        findings = findings + aside.findings
    return sorted(_without_doubles(findings), key=lambda one: (one.start, one.end, one.kind))


def _run(look: Look) -> None:
    for detector in _DETECTORS:
        detector(look)


def _without_doubles(findings: list[Finding]) -> list[Finding]:
    """Figures taken for two things at once are left to the more telling one; the same finding twice stands once."""
    ranked = sorted((one for one in findings if one.kind in _NUMBERS), key=lambda one: _NUMBERS.index(one.kind))
    longest = max((one.end for one in findings), default=0)
    taken = bytearray(longest)
    kept: list[Finding] = []
    for one in ranked:
        if taken.find(1, one.start, one.end) < 0:
            kept.append(one)
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
    once: dict[tuple[str, int, int], Finding] = {}
    for one in findings:
        place = one.kind, one.start, one.end
        if one.kind not in _NUMBERS and (place not in once or one.level == "sure"):
            once[place] = one
    return kept + list(once.values())
