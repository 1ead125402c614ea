"""Every number in the data says where it comes from, and the source was law on the day the number began."""

import re
from pathlib import Path

import gongkai
from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cited
from gongkai.law.tests.walk import Cited, citations, data_files, readings, rows_with_a_day

DECISIONS = Path(gongkai.__file__).parents[1] / "docs" / "decisions"

# Citations of a text outside its time, by where they stand and what they cite, each with the reason.
OUTSIDE_ITS_TIME: dict[tuple[str, str], str] = {
    ("formats/annual_2021.toml", "reconsideration-law-2023 art.23"): (
        "the relation only remarks on reports filed since 2024; the format it belongs to is older"
    ),
}


def excepted(one: Cited) -> set[tuple[str, str]]:
    """The listed exceptions that this citation falls under."""
    return {(at, cite) for at, cite in OUTSIDE_ITS_TIME if one.at.startswith(at) and one.cite.startswith(cite)}


def test_every_citation_resolves() -> None:
    unresolved = []
    for one in citations():
        try:
            cited(one.cite)
        except UnknownLaw as error:
            unresolved.append(f"{one.at}: {error.sentence}")
    assert unresolved == []


def out_of_time() -> list[Cited]:
    """Citations whose text was not in force on the first day of their row."""
    return [one for one in citations() if one.since is not None and not cited(one.cite).instrument.in_force(one.since)]


def test_every_citation_was_in_force_when_its_row_began() -> None:
    assert [f"{one.at}: {one.cite}" for one in out_of_time() if not excepted(one)] == []


def test_no_exception_outlives_its_reason() -> None:
    used = {key for one in out_of_time() for key in excepted(one)}
    assert set(OUTSIDE_ITS_TIME) - used == set()
    assert all(OUTSIDE_ITS_TIME.values())


def test_every_row_with_a_first_day_has_a_citation_beside_it() -> None:
    bare = [f"{file}: {table}" for file, table in rows_with_a_day() if not {"cite", "cites"} & set(table)]
    assert bare == []


def test_every_reading_has_its_decision_page() -> None:
    pages = {match[0] for page in DECISIONS.glob("D-*.md") if (match := re.match(r"D-\d{3}", page.name))}
    missing = sorted({f"{file}: {reading}" for file, reading in readings() if reading not in pages})
    assert missing == []


def test_the_walk_sees_every_folder_of_the_data() -> None:
    folders = {file.parent.name for file in data_files()}
    cited_folders = {one.at.split("/")[0] for one in citations()}
    assert {"instruments", "outcomes", "applicants", "tariffs", "remedies", "formats"} <= folders
    assert folders - cited_folders == {"instruments"}
