"""Small promises of the house: length of files, names of files, settings, lock, words, generated documents."""

from __future__ import annotations

import re

from tests.house import law_pages, lock, words
from tests.house.words import ROOT

ARGUED, NEVER = 300, 500
# Files above 300 lines, each with its argument; tests may be long, since they are read one by one.
LONG: dict[str, str] = {}


def sources() -> list[str]:
    return [file.relative_to(ROOT).as_posix() for kind in ("gongkai", "tests", "bench")
            for file in sorted((ROOT / kind).rglob("*.py")) if "migrations" not in file.parts]  # fmt: skip


def test_files_stay_small() -> None:
    lengths = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in sources()}
    assert {
        name: length
        for name, length in lengths.items()
        if length > ARGUED and name not in LONG and "/tests/" not in name
    } == {}
    assert {name: length for name, length in lengths.items() if length > NEVER} == {}


def test_no_file_is_called_by_what_it_is_not() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "base_utils"}
    assert [name for name in sources() if vague & set(re.split(r"[/.]", name))] == []


def test_no_forbidden_word_stands_in_any_file() -> None:
    assert words.found() == []


def test_the_lock_is_in_step_hashed_and_names_no_host() -> None:
    assert lock.out_of_step() == []
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert re.findall(r"https?://\S+|^--?\w.*$", text, re.MULTILINE) == []


def test_generated_documents_are_in_step_with_the_data() -> None:
    assert law_pages.out_of_step() == []


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    paper = (ROOT / "docs" / "operations" / "README.md").read_text("utf-8")
    places = [*(ROOT / "gongkai").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "run"]
    read = {name for file in places for name in re.findall(r"GONGKAI_[A-Z][A-Z_]+[A-Z]", file.read_text("utf-8"))}
    assert read == set(re.findall(r"GONGKAI_[A-Z][A-Z_]+[A-Z]", paper))
