"""Kinds of sub-cases: every answer with every finding leads somewhere; every limit's lapse is known; acts exist."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from gongkai.law.deadline_rules import AGENCY_SETS, deadline
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.outcomes import edition_on, taxonomy
from gongkai.law.procedure import procedure_on
from gongkai.law.subcases import SILENT, effect, lapse, subcase_kind, subcase_kinds, verdict, verdicts
from gongkai.law.tests.broken import copy_with

TODAY = date(2026, 11, 21)
FOLDERS = ("instruments", "subcases", "deadlines", "params", "duties")


def test_every_kind_names_acts_limits_and_lapses_that_exist() -> None:
    acts = procedure_on(TODAY).acts
    for kind in subcase_kinds(TODAY):
        assert {kind.consult, kind.close} <= set(acts) and kind.answers
        assert not kind.letter or acts[kind.consult].document == kind.letter
        if kind.clock:
            assert lapse(deadline(kind.clock).at(TODAY).lapse, TODAY)
        assert bool(kind.judges) == bool(verdicts(kind.code, TODAY))
    with pytest.raises(UnknownLaw):
        subcase_kind("collection", date(2018, 1, 2))
    with pytest.raises(UnknownLaw):
        subcase_kinds(date(2008, 4, 30))


def test_every_answer_with_its_findings_leads_to_one_effect() -> None:
    leaf = taxonomy(edition_on(TODAY)).leaf
    found = {
        (answer, *said): one.code if (one := effect(answer, TODAY, reason=said[0], public_interest=said[1])) else ""
        for answer in ("consent", "object", "partial", SILENT)
        for said in product((None, True, False), (True, False))
    }
    assert {code for key, code in found.items() if key[0] == "consent"} == {"consented"}
    for answer in ("object", "partial", SILENT):
        assert found[answer, True, True] == "public_interest" and found[answer, True, False] == "reasonable_objection"
        assert found[answer, None, True] == found[answer, None, False] == found[answer, False, True] == ""
    assert found["object", False, False] == "unreasonable_objection"
    assert found[SILENT, False, False] == "silent_without_harm"
    refused = effect("object", TODAY, reason=True, public_interest=False)
    assert refused is not None and leaf(refused.leaf).code == refused.leaf


def test_before_2019_a_third_party_may_be_asked_and_his_objection_binds() -> None:
    day = date(2019, 5, 14)
    (kind,) = subcase_kinds(day)
    assert kind.code == "third_party" and not verdicts(kind.code, day)
    assert procedure_on(day).acts[kind.consult].document == kind.letter
    assert deadline(kind.clock).at(day).length == AGENCY_SETS and lapse(deadline(kind.clock).at(day).lapse, day).decides
    assert [one.what for one in deadline("reply").at(day).interruptions] == [kind.code]

    def outcome(answer: str, reason: bool | None, interest: bool | None) -> tuple[str, bool] | None:
        found = effect(answer, day, reason=reason, public_interest=interest)
        return (found.outcome, found.notice) if found else None

    for answer in ("object", "partial"):
        for reason in (None, True, False):
            assert outcome(answer, reason, None) == outcome(answer, reason, False) == ("refuse", False)
            assert outcome(answer, reason, True) == ("release", True)
    assert outcome("consent", None, None) == ("release", False)
    assert outcome(SILENT, None, None) is None and outcome(SILENT, True, False) == ("refuse", False)
    assert outcome(SILENT, True, True) == ("release", True) and outcome(SILENT, False, None) == ("release", False)


def test_a_verdict_that_asks_for_more_names_a_kind() -> None:
    kinds = {kind.code for kind in subcase_kinds(TODAY)}
    for kind in kinds:
        assert all(one.asks in {"", *kinds} for one in verdicts(kind, TODAY))
    assert verdict("unclear", TODAY).asks == "determination"


@pytest.mark.parametrize(
    ("old", "new"),
    [('clock = "third_party_opinion"', 'clock = "tea"'), ('judges = ["paper"]', 'judges = ["tea"]'),
     ('duties = ["legal_reviewer"]', 'duties = ["tea"]')],
)  # fmt: skip
def test_a_slip_names_its_file(tmp_path: Path, old: str, new: str) -> None:
    root = copy_with(tmp_path, "subcases/kinds.toml", old, new, FOLDERS)
    with pytest.raises(LawDataError):
        subcase_kinds(TODAY, root)
