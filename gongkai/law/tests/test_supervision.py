"""The kinds of watched steps and the rules where no office set its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from gongkai.law.calendar import Calendars
from gongkai.law.deadline_rules import deadlines
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.item_limits import limit_of
from gongkai.law.loading import DATA
from gongkai.law.supervision import default_rules, node_cite, node_due, watch_nodes

ON = date(2026, 3, 2)
# What no law of its own limits and no room gives a day for; a second copy of the rows, so that a slip shows.
WORKING = {"review_step": 3, "request_registration": 1, "matter_reply": 20}


def test_the_days_given_here_are_those_of_the_decision() -> None:
    given = {code: [limit.working_days for limit in one.limits] for code, one in watch_nodes().items() if one.limits}
    assert given == {code: [number, number] for code, number in WORKING.items()}
    assert node_due("review_step", date(2026, 4, 3), Calendars.published()) == date(2026, 4, 9)
    # A year whose calendar is not out yet is counted by its weekends: nothing that runs into it goes unwatched.
    last = Calendars.published().years[-1]
    assert node_due("review_step", date(last, 12, 31), Calendars.published()) > date(last, 12, 31)


def test_a_step_with_an_article_cites_it_and_any_other_what_the_watching_rests_on() -> None:
    assert node_cite("reply", date(2016, 1, 4)) == "ogi-2007 art.24 para.2"
    assert node_cite("reply", ON) == "ogi-2019 art.33 para.2"
    assert node_cite("review_step", ON) == "ogi-2019 art.17 para.1"
    assert (node_cite("filing", date(2016, 1, 4)), node_cite("filing", ON)) == (
        "ogi-2007 art.30",
        "ogi-2019 art.47 para.1",
    )
    with pytest.raises(UnknownLaw):
        node_cite("nothing", ON)
    with pytest.raises(UnknownLaw):
        node_due("reply", ON, Calendars.published())


def test_who_is_bound_is_who_the_deadline_binds() -> None:
    ours = ("agency", "department", "supervising_authority")
    for node in watch_nodes().values():
        who = deadlines()[node.rule].history[-1].who if node.rule else "party"
        # Either side may be the party; a defence is watched as ours, an appeal as the other side's.
        if who != "party":
            assert (node.binds == "agency") == (who in ours), node.code


def test_the_rules_begin_with_the_regulation_and_escalate() -> None:
    with pytest.raises(UnknownLaw):
        default_rules(date(2008, 4, 30))
    rules = default_rules(ON).rules
    assert [one.days for one in rules.steps] == sorted(one.days for one in rules.steps)
    assert (rules.steps[0].tell, rules.steps[-1].tell[-1]) == (("holder",), "supervisor")
    assert all("desk" in one.channels for one in rules.steps)


def test_a_step_with_an_article_cannot_be_given_days_here(tmp_path: Path) -> None:
    copytree(DATA, tmp_path / "data")
    file = tmp_path / "data" / "supervision" / "nodes.toml"
    wrong = file.read_text("utf-8").replace('rule = "reply"', 'rule = "reply"\nlimit = [{ from = 2019-05-15 }]')
    file.write_text(wrong, "utf-8")
    with pytest.raises(LawDataError, match="limit"):
        watch_nodes(tmp_path / "data")


@pytest.mark.parametrize(
    ("words", "day", "published", "due"),
    [
        ("每季度", date(2026, 2, 10), True, date(2026, 6, 30)),
        ("每季度", date(2026, 2, 10), False, date(2026, 3, 31)),
        ("每年3月31日前", date(2026, 3, 31), True, date(2027, 3, 31)),
        ("每年3月31日前", date(2026, 4, 1), False, date(2027, 3, 31)),
        ("20个工作日内", date(2026, 4, 1), True, None),
    ],
)
def test_what_comes_round_is_due_when_the_catalogue_would_miss_it(
    words: str, day: date, published: bool, due: date | None
) -> None:
    limit = limit_of(words, ON)
    assert limit.due_after(day, published=published) == due
    if due is not None and published and not limit.by:
        before, after = limit.window(due), limit.window(date.fromordinal(due.toordinal() + 1))
        assert before is not None and after is not None and before[0] <= day < after[0]
