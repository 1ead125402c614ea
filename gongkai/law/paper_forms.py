"""The documents of a request as forms: title, number series, the text with its blanks, and what it must contain.

Rows are `data/documents/requests.toml`. Which edition applies is fixed by the day the request came. The text between
addressee and signature is one template; a unit may have its own, as long as every element keeps its blanks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from gongkai.law.deadline_rules import deadlines
from gongkai.law.errors import UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, load
from gongkai.law.remedies import acts
from gongkai.law.wording import PERIOD, Blank, blank_of, blanks_in

GROUPS = ("reply", "notice", "letter", "inner")
TO = ("applicant", "party", "complainant", "file")
SHAPES = ("letter", "sheet")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that follows from the rows of a request; nobody types it. `sample` is shown in a template's preview."""

    code: str
    label: str
    sample: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the law's making inside a document; units place it, but do not reword it."""

    code: str
    label: str
    text: str
    cite: str


@dataclass(frozen=True, slots=True)
class Element:
    """What the document must contain, and which blanks carry it."""

    code: str
    label: str
    blanks: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of a sheet for the file: its head and the text with blanks."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One document as it stood from `since` on.

    `group` says which chain of ranks reviews it, `to` whom it goes to, `shape` whether it is a letter with text or a
    sheet of rows. `remedy` is the act of law.remedies, `outcome` for a reply (by its decisions), empty for none.
    """

    code: str
    since: date
    title: str
    group: str
    series: str
    to: str
    shape: str
    remedy: str
    body: str
    rows: tuple[SheetRow, ...]
    elements: tuple[Element, ...]
    phrases: tuple[Phrase, ...]
    blanks: tuple[Blank, ...]
    cite: str
    reading: str

    @property
    def text(self) -> str:
        """The whole standing text, of either shape."""
        return self.body or "\n".join(row.text for row in self.rows)

    @property
    def guarded(self) -> tuple[str, ...]:
        """The blanks that a unit's own text must keep, each once."""
        return tuple(dict.fromkeys(code for element in self.elements for code in element.blanks))

    def blank(self, code: str) -> Blank | None:
        """The blank people fill in under that code."""
        return next((one for one in self.blanks if one.code == code), None)

    def phrase(self, code: str) -> Phrase | None:
        """The phrase under that code."""
        return next((one for one in self.phrases if one.code == code), None)

    def element_of(self, code: str) -> Element | None:
        """The element that the blank carries."""
        return next((one for one in self.elements if code in one.blanks), None)


def paper_forms(on: date, root: Path = DATA) -> tuple[PaperForm, ...]:
    """Every document there was for a request of that day, in the order of the data."""
    current = (in_force(history, on) for history in _read(root)[1].values())
    return tuple(one for one in current if one is not None)


def paper_form(kind: str, on: date, root: Path = DATA) -> PaperForm:
    """One document. Raises UnknownLaw for an unknown kind, or where the law of that day knew no such document."""
    history = _read(root)[1].get(kind)
    if history is None:
        raise UnknownLaw(f"没有登记文书“{kind}”，不能拟稿；请核对文书种类。")
    found = in_force(history, on)
    if found is None:
        first = history[0]
        raise UnknownLaw(
            f"{on.isoformat()} 收到的申请没有“{name_of(first)}”这种文书（{first.since.isoformat()} 起才有）。"
        )
    return found


def paper_facts(root: Path = DATA) -> dict[str, Fact]:
    """The facts that documents may use, by code."""
    return _read(root)[0]


def histories(root: Path = DATA) -> dict[str, tuple[PaperForm, ...]]:
    """Every edition of every document, for checks and the printed law."""
    return _read(root)[1]


def name_of(form: PaperForm) -> str:
    """The document's name without its agency."""
    return form.title.replace("{agency}", "")


@cache
def _read(root: Path) -> tuple[dict[str, Fact], dict[str, tuple[PaperForm, ...]]]:
    row = load(root / "documents" / "requests.toml")
    facts: dict[str, Fact] = {}
    for entry in row.rows("fact", required=True):
        fact = Fact(entry.text("code"), entry.text("label"), entry.text("sample"))
        if fact.code in facts:
            raise entry.fail("code", f"{fact.code} 写了两次")
        facts[fact.code] = fact
        entry.done()
    found: dict[str, tuple[PaperForm, ...]] = {}
    for entry in row.rows("form", required=True):
        code, history = entry.text("code"), list[PaperForm]()
        if code in found:
            raise entry.fail("code", f"{code} 写了两次")
        for value in entry.rows("value", required=True):
            add(history, _form(code, value, facts, root), value)
            value.done()
        found[code] = tuple(history)
        entry.done()
    row.done()
    return facts, found


def _form(code: str, row: Row, facts: dict[str, Fact], root: Path) -> PaperForm:
    made = PaperForm(
        code=code, since=row.day("from"), title=row.text("title"), group=row.text("group"),
        series=row.text("series", required=False), to=row.text("to"), shape=row.text("shape", "letter"),
        remedy=row.text("remedy", required=False), body=row.text("body", required=False).strip(),
        rows=_each(row, "rows", lambda one: SheetRow(one.text("label"), one.text("text"))),
        elements=_each(row, "elements", _element), phrases=_each(row, "phrases", _phrase),
        blanks=tuple(blank_of(one) for one in row.rows("blanks")), cite=cite_of(row),
        reading=row.text("reading", required=False),
    )  # fmt: skip
    for key, said, known in (("group", made.group, GROUPS), ("to", made.to, TO), ("shape", made.shape, SHAPES)):
        if said not in known:
            raise row.fail(key, f"只能是 {'、'.join(known)}")
    if made.remedy not in ("", "outcome", *acts(root)):
        raise row.fail("remedy", f"没有登记行为 {made.remedy} 的救济途径")
    if (made.shape == "sheet") != bool(made.rows) or bool(made.rows) == bool(made.body):
        raise row.fail("body", "信函写 body，表单写 rows，二者必居其一")
    _check_blanks(made, row, facts, root)
    return made


def _check_blanks(form: PaperForm, row: Row, facts: dict[str, Fact], root: Path) -> None:
    """Each blank is known, own codes and labels are unique, and every element's blank stands in the text once."""
    own = [*(one.code for one in form.blanks), *(one.code for one in form.phrases)]
    labels = [*(one.label for one in form.blanks), *(one.label for one in form.phrases)]
    labels += [fact.label for fact in facts.values()]
    for said in (own + list(facts), labels):
        if twice := [code for code in said if said.count(code) > 1]:
            raise row.fail("blanks", f"{twice[0]} 写了两次")
    for text in (form.title, form.text, *(one.text for one in form.phrases)):
        for code in blanks_in(text):
            known = code in facts or code in own or code.removeprefix(PERIOD) in deadlines(root)
            if not known:
                raise row.fail("body", f"不认识的填空 {code}")
    used = blanks_in(form.text)
    for element in form.elements:
        for code in element.blanks:
            if used.count(code) != 1:
                raise row.fail("elements", f"要件 {element.code} 的填空 {code} 须在正文中出现一次")


def _element(row: Row) -> Element:
    return Element(row.text("code"), row.text("label"), row.texts("blanks", required=True), cite_of(row))


def _phrase(row: Row) -> Phrase:
    return Phrase(row.text("code"), row.text("label"), row.text("text"), cite_of(row))


def _each(row: Row, key: str, make: Callable[[Row], Made]) -> tuple[Made, ...]:
    found = []
    for one in row.rows(key):
        found.append(make(one))
        one.done()
    return tuple(found)
