"""The statutory tree, the way from decision to leaf, and the crosswalk between editions."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.applicants import applicant_columns
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.formats import formats
from gongkai.law.outcomes import UnknownOutcome, crossed, edition_for, edition_on, leaf_for, taxonomies, taxonomy
from gongkai.law.tests.broken import copy_with

GROUNDS = (
    "state_secret",
    "prohibited_by_law",
    "three_safeties_one_stability",
    "third_party_rights",
    "internal_affairs",
    "process_information",
    "enforcement_file",
)
PLAIN = {
    "already_public": "granted",
    "release": "granted",
    "special_access_regime": "refused.administrative_inquiry",
    "does_not_exist": "unable.not_held",
    "not_responsible": "unable.not_held",
    "needs_processing": "unable.requires_creation",
    "unclear_after_correction": "unable.unclear_after_correction",
    "petition": "not_processed.petition",
    "duplicate": "not_processed.duplicate",
    "publication": "not_processed.publication",
    "abusive": "not_processed.abusive",
    "confirm_or_reissue": "not_processed.confirm_or_reissue",
    "correction_lapsed": "other.correction_lapsed",
    "fee_lapsed": "other.fee_lapsed",
    "withdrawn": "other.other",
    "transferred": "other.other",
    "unreachable": "other.other",
    "not_information_request": "other.other",
}


def test_the_2019_edition_has_nineteen_leaves_and_the_2021_edition_twenty_one() -> None:
    assert {edition: len(tree.leaves) for edition, tree in taxonomies().items()} == {"2019": 19, "2021": 21}


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")])
def test_a_report_year_has_its_edition(year: int, edition: str) -> None:
    assert edition_for(year) == edition
    assert edition_on(date(year, 1, 1)) == edition_on(date(year, 12, 31)) == edition


def test_years_before_the_tables_are_unknown_law() -> None:
    with pytest.raises(UnknownLaw) as error:
        edition_for(2018)
    assert error.value.sentence == (
        "2018 年度没有登记申请办理结果的分类，不能归类；请在 data/outcomes 中补登该年度的格式。"
    )
    with pytest.raises(UnknownLaw, match="2018 年度没有登记申请人情况的分类"):
        applicant_columns(2018)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_leaf_is_a_row_of_table_three_with_the_same_label_and_head(edition: str) -> None:
    tree = taxonomy(edition)
    form = formats()[edition]
    rows = {row.code: row for block in form.table("t3").blocks for row in block.rows}
    for leaf in tree.leaves:
        assert rows[leaf.code].label == leaf.label
        if leaf.parent:
            assert rows[leaf.code].under[-1] == tree.outcomes[leaf.parent].label
    others = [code for code in rows if code not in {leaf.code for leaf in tree.leaves}]
    assert others == ["new_received", "carried_in", "outcome_total", "carried_out"]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_applicant_columns_are_those_of_table_three(edition: str) -> None:
    columns = applicant_columns(int(edition))
    printed = formats()[edition].table("t3").blocks[0].columns
    assert [(c.code, c.label, c.group) for c in columns.columns] == [
        (c.code, c.label, c.under[-1] if c.under else "") for c in printed
    ]
    assert len(columns.kinds) == 6
    assert [c.code for c in columns.columns if c.sum] == ["total"]


def test_every_leaf_says_when_it_applies_and_on_what_it_rests() -> None:
    for tree in taxonomies().values():
        for leaf in tree.leaves:
            assert leaf.when.endswith("。")
            assert leaf.cites


@pytest.mark.parametrize(("decision", "code"), sorted(PLAIN.items()))
def test_a_decision_has_one_leaf_in_each_edition(decision: str, code: str) -> None:
    assert leaf_for(decision, "2021").code == code
    assert leaf_for(decision, "2019").code == ("other" if code.startswith("other") else code)


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_refusal_is_counted_by_its_ground(ground: str) -> None:
    for edition in taxonomies():
        assert leaf_for("refuse", edition, ground=ground).code == f"refused.{ground}"


@pytest.mark.parametrize("ground", ["", *GROUNDS])
def test_severance_wins_over_every_ground(ground: str) -> None:
    for edition in taxonomies():
        assert leaf_for("release", edition, ground=ground, severed=True).code == "partially_granted"


def test_every_leaf_is_reached_by_some_decision() -> None:
    for tree in taxonomies().values():
        reached = {decision.outcome for decision in tree.decisions.values()}
        assert reached == {leaf.code for leaf in tree.leaves}


def test_a_refusal_without_a_ground_is_told_which_grounds_there_are() -> None:
    with pytest.raises(UnknownOutcome) as error:
        leaf_for("refuse", "2021")
    assert error.value.sentence == (
        "处理决定“refuse”与理由“（空）”不相配：理由应为其中一种：" + "、".join(GROUNDS) + "。"
    )


def test_a_ground_on_a_decision_that_has_none_is_refused() -> None:
    with pytest.raises(UnknownOutcome, match="这种决定不带不予公开的理由"):
        leaf_for("duplicate", "2021", ground="state_secret")


def test_a_refusal_cannot_be_severed() -> None:
    with pytest.raises(UnknownOutcome, match="“refuse”不能区分处理"):
        leaf_for("refuse", "2021", ground="state_secret", severed=True)


def test_an_unknown_decision_or_edition_is_refused() -> None:
    with pytest.raises(UnknownOutcome, match="没有“shrug”这种处理决定（2021 版）"):
        leaf_for("shrug", "2021")
    with pytest.raises(UnknownOutcome, match="没有登记办理结果分类的“1999”版"):
        taxonomy("1999")


def test_a_group_or_an_unknown_code_is_not_an_outcome() -> None:
    with pytest.raises(UnknownOutcome, match="“refused”是合计项"):
        taxonomy("2021").leaf("refused")
    with pytest.raises(UnknownOutcome, match=r"“other\.other”不在这一版中"):
        taxonomy("2019").leaf("other.other")


def test_the_old_single_row_of_other_handling_comes_over_whole_and_is_marked_unsplit() -> None:
    over = crossed("other", "2019", "2021")
    assert (over.code, over.unsplit) == ("other.other", True)


def test_the_three_new_rows_go_back_into_the_single_old_one() -> None:
    for code in ("other.correction_lapsed", "other.fee_lapsed", "other.other"):
        assert crossed(code, "2021", "2019").code == "other"


def test_every_other_leaf_crosses_there_and_back_unchanged() -> None:
    for leaf in taxonomy("2019").leaves:
        over = crossed(leaf.code, "2019", "2021")
        assert over.unsplit == (leaf.code == "other")
        assert crossed(over.code, "2021", "2019").code == leaf.code
    for leaf in taxonomy("2021").leaves:
        assert crossed(leaf.code, "2021", "2021").code == leaf.code


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "problem"),
    [
        ("outcomes/2019.toml", "last_year = 2020\n", "", "first_year", "2021 年已由前一版覆盖"),
        ("outcomes/2021.toml", 'previous = "2019"\n', "", "previous", "前一版应为“2019”，现为“（无）”"),
        ("outcomes/2021.toml", 'before = "granted"\n', "", "before", "granted 没有对应 2019 版的分项"),
        ("outcomes/2021.toml", 'to = "other.other"', 'to = "granted"', "upgrade", "对应 3 个分项"),
        ("outcomes/2021.toml", 'parent = "refused"', 'parent = "granted"', "outcome[4].parent", "不是前面已列出"),
        ("outcomes/2021.toml", 'code = "partially_granted"', 'code = "granted"', "outcome[2].code", "写了两次"),
        ("outcomes/2021.toml", 'outcome = "granted"', 'outcome = "refused"', "decision[1].outcome", "不是可以计数"),
        ("outcomes/2021.toml", 'code = "petition"\n', 'code = "duplicate"\n', "decision[17].code", "写了两次"),
        ("outcomes/2021.toml", 'cites = ["ogi-2019 art.37"]', "cites = []", "outcome[2].cites", "至少要有一条依据"),
        ("outcomes/2021.toml", "ogi-2019 art.37", "ogi-2019 art.99", "outcome[2].cites", "没有登记该条款"),
        ("applicants/2019.toml", '"commercial_enterprise"', '"natural_person"', "column[2].code", "写了两次"),
    ],
)
def test_a_broken_tree_is_refused_with_file_and_key(
    tmp_path: Path, file: str, old: str, new: str, key: str, problem: str
) -> None:
    root = copy_with(tmp_path, file, old, new)
    with pytest.raises(LawDataError) as error:
        applicant_columns(2021, root)
        taxonomies(root)
    assert error.value.key == key
    assert problem in error.value.problem


def test_two_sets_of_columns_for_one_year_are_refused(tmp_path: Path) -> None:
    root = copy_with(tmp_path, "applicants/2019.toml", "first_year = 2019", "first_year = 2019\nlast_year = 2022")
    text = (root / "applicants/2019.toml").read_text(encoding="utf-8")
    later = text.replace("first_year = 2019\nlast_year = 2022", "first_year = 2021")
    (root / "applicants/2021.toml").write_text(later, encoding="utf-8")
    with pytest.raises(LawDataError, match=r"2021\.toml，first_year：2021 年已由前一版覆盖"):
        applicant_columns(2021, root)
