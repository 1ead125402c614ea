"""What the pages of a unit's documents and settings show. `asker` comes first; only who sets papers there sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.instruments import cited
from gongkai.law.paper_forms import PaperForm, name_of, paper_form, paper_forms
from gongkai.law.paper_numbers import paper_numbers
from gongkai.requests import paper_texts, previewing
from gongkai.requests.models import PaperSettings, PaperTemplate
from gongkai.requests.paper_settings import Missing, prefix_of, reviewer_of, settings_of
from gongkai.units.models import Agency
from gongkai.units.powers import SET_PAPERS

NOT_THERE = "没有这种文书，或者它没有可以修改的正文。请从文书模板列表重新打开。"


@dataclass(frozen=True, slots=True)
class Line:
    """One document in the list: its name, number as it would be, whether its text is the unit's own, what it lacks."""

    form: PaperForm
    name: str
    number: str
    version: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlankLine:
    """One blank for the margin of the editor: its label, what it is, and the element and article that ask for it."""

    label: str
    element: str
    basis: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Editing:
    """One document for the editor."""

    form: PaperForm
    name: str
    version: int
    text: str
    standard: str
    blanks: tuple[BlankLine, ...]
    problems: tuple[str, ...]
    versions: Sequence[PaperTemplate]


def may_set(asker: Actor, agency: Agency) -> None:
    """Raise Refused "not-allowed" unless the asker sets the papers of that unit."""
    if not asker.may(SET_PAPERS, agency.code):
        raise Refused("not-allowed", "文书模板和设置由本单位的政府信息公开工作机构维护。")


def lines(asker: Actor, agency: Agency, on: date) -> list[Line]:
    """Every document of today. Raises Refused "not-allowed"."""
    may_set(asker, agency)
    settings = settings_of(agency)
    own = {one.kind: one for one in PaperTemplate.objects.filter(agency=agency, in_use=True)}
    forms = paper_forms(on)
    names = [name_of(form) for form in forms]
    return [
        _line(agency, settings, form, own.get(form.code), told_apart=names.count(name_of(form)) > 1) for form in forms
    ]


def editing(asker: Actor, agency: Agency, kind: str, on: date) -> Editing:
    """One document with its text in use. Raises Refused "not-allowed", "no-such-paper"."""
    may_set(asker, agency)
    form = form_for(kind, on)
    text = paper_texts.text_in_use(agency, form)
    versions = PaperTemplate.objects.filter(agency=agency, kind=kind).select_related("made_by").order_by("-version")
    return Editing(
        form, name_of(form), text.version, paper_texts.shown(form, text.body), paper_texts.shown(form, form.body),
        _blanks(form), text.problems, list(versions),
    )  # fmt: skip


def form_for(kind: str, on: date) -> PaperForm:
    """A document with a text of its own. Raises Refused "no-such-paper"."""
    try:
        form = paper_form(kind, on)
    except LawError as error:
        raise Refused("no-such-paper", NOT_THERE) from error
    if form.rows:
        raise Refused("no-such-paper", NOT_THERE)
    return form


def version_text(asker: Actor, agency: Agency, kind: str, version: int, on: date) -> str:
    """The text of one of the unit's versions, or the standard one for 0, as people edit it. Raises Refused."""
    may_set(asker, agency)
    form = form_for(kind, on)
    row = PaperTemplate.objects.filter(agency=agency, kind=kind, version=version).first()
    return paper_texts.shown(form, row.body if row else form.body)


def look(asker: Actor, agency: Agency, kind: str, text: str, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """An edited text filled with the sample, and what keeps it from being saved. Raises Refused."""
    may_set(asker, agency)
    form = form_for(kind, on)
    body, unknown = paper_texts.read(form, text)
    problems = (*unknown, *paper_texts.problems_of(form, body))
    return previewing.sample_text(agency, form, body, on), problems


def sample_pdf(asker: Actor, agency: Agency, kind: str, on: date) -> bytes:
    """The document in use, of either shape, filled with the sample. Raises Refused "not-allowed", "no-such-paper"."""
    may_set(asker, agency)
    try:
        form = paper_form(kind, on)
    except LawError as error:
        raise Refused("no-such-paper", NOT_THERE) from error
    return previewing.sample_pdf(agency, form, paper_texts.text_in_use(agency, form).body, on)


def settings(asker: Actor, agency: Agency) -> PaperSettings:
    """The standing facts; an unsaved row where there are none. Raises Refused "not-allowed"."""
    may_set(asker, agency)
    return settings_of(agency)


def lacking(asker: Actor, agency: Agency, on: date) -> tuple[str, ...]:
    """What the unit's papers still lack. Raises Refused "not-allowed"."""
    may_set(asker, agency)
    return previewing.lacking(agency, on)


def derived_reviewer(asker: Actor, agency: Agency, on: date) -> str:
    """The reviewing body that follows from the links between units, empty where none does."""
    may_set(asker, agency)
    try:
        return reviewer_of(agency, PaperSettings(agency=agency), on)
    except Missing:
        return ""


def _line(
    agency: Agency, settings: PaperSettings, form: PaperForm, own: PaperTemplate | None, *, told_apart: bool
) -> Line:  # fmt: skip
    word = settings.words.get(form.series, "")
    number = paper_numbers().drafted(form.series, prefix_of(agency, settings), word=word) if form.series else ""
    problems = paper_texts.problems_of(form, own.body) if own and not form.rows else ()
    name = name_of(form)
    if told_apart and form.series:
        name += f"（{paper_numbers().series[form.series].label}）"
    return Line(form, name, number, own.version if own else 0, problems)


def _blanks(form: PaperForm) -> tuple[BlankLine, ...]:
    asked = {one.code for one in form.blanks}
    found = []
    for code, label in paper_texts.labels(form).items():
        element = form.element_of(code)
        words = (element.label, cited(element.cite).words) if element else ("", "")
        found.append(BlankLine(label, *words, code in asked))
    return tuple(sorted(found, key=lambda one: not one.element))
