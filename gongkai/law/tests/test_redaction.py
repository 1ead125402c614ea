"""The reasons for covering: each belongs to a ground of refusal, cites its article, and none stands before its law."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.errors import UnknownLaw
from gongkai.law.outcomes import taxonomies
from gongkai.law.redaction import cover_ground, cover_grounds, ground_of_kind

DAY = date(2026, 3, 2)


def test_every_reason_belongs_to_a_ground_of_refusal_and_cites_an_article() -> None:
    newest = list(taxonomies().values())[-1]
    refusals = {ground for code, _, ground in newest.decisions if code == "refuse"}
    assert {one.ground for one in cover_grounds(DAY)} == refusals
    assert all("条" in one.words for one in cover_grounds(DAY))
    assert cover_ground("personal_privacy", DAY).personal and not cover_ground("internal_affairs", DAY).personal


def test_a_kind_of_finding_suggests_one_reason_or_none() -> None:
    kinds = [kind for one in cover_grounds(DAY) for kind in one.kinds]
    assert len(kinds) == len(set(kinds))
    found = ground_of_kind("id_number", DAY)
    assert found is not None and found.code == "personal_privacy" and ground_of_kind("wrong_word", DAY) is None


def test_unknown_reasons_and_days_stop() -> None:
    with pytest.raises(UnknownLaw):
        cover_ground("convenience", DAY)
    with pytest.raises(UnknownLaw):
        cover_grounds(date(2019, 5, 14))
