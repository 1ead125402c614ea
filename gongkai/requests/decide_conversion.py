"""Whether a released thing concerns so many that it should be proposed for publication (条例第四十四条). No rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interest:
    """Who asked: `suggested` by this applicant; `others` are other people's requests for the same thing."""

    suggested: bool
    others: int


def origin_of(interest: Interest) -> str:
    """Why it is proposed: the applicant's suggestion first, then several applicants; else the agency's own view."""
    if interest.suggested:
        return "applicant"
    return "repeated" if interest.others else "agency"
