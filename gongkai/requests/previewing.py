"""How a document looks before there is a request: its text filled with the sample words of the law's rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from gongkai.law.errors import LawError
from gongkai.law.paper_forms import PaperForm, paper_facts
from gongkai.law.paper_numbers import paper_numbers
from gongkai.law.wording import BLANK, PERIOD, basis, blanks_in, filled, period_of
from gongkai.requests.paper_filling import LEGAL_BASIS
from gongkai.requests.paper_settings import (
    Missing,
    contact_of,
    court_of,
    office_of,
    prefix_of,
    reviewer_of,
    settings_of,
)
from gongkai.requests.printing import pdf_of, text_of
from gongkai.units.models import Agency

SAMPLE_YEAR_SERIAL = 1


def sample(agency: Agency, form: PaperForm, body: str, on: date) -> dict[str, Any]:
    """Composed content of a request that never was; the unit's own name, prefix and office are printed."""
    settings = settings_of(agency)
    values = _values(agency, form, body, on)
    number = ""
    if form.series:
        word = settings.words.get(form.series, "")
        prefix = prefix_of(agency, settings)
        number = paper_numbers().number(form.series, prefix, on.year, SAMPLE_YEAR_SERIAL, word=word)
    content: dict[str, Any] = {
        "kind": form.code, "shape": form.shape, "title": filled(form.title, values), "issuer": agency.name,
        "layout": settings.layout, "draft_number": number, "annexes": [],
        "addressee": {"file": "", "party": values["party"]}.get(form.to, values["applicant"]),
    }  # fmt: skip
    if form.rows:
        content["rows"] = [[row.label, filled(row.text, values)] for row in form.rows]
    else:
        lines = [filled(line, values) for line in body.splitlines()]
        content["body"] = [part.strip() for line in lines for part in line.splitlines() if part.strip()]
    return content


def sample_text(agency: Agency, form: PaperForm, body: str, on: date) -> tuple[str, ...]:
    """The sample, paragraph by paragraph."""
    return text_of(sample(agency, form, body, on))


def sample_pdf(agency: Agency, form: PaperForm, body: str, on: date) -> bytes:
    """The sample as it would be printed. Raises UnknownLaw."""
    return pdf_of(sample(agency, form, body, on), on=on)


def lacking(agency: Agency, on: date) -> tuple[str, ...]:
    """A sentence for each standing fact without which the unit's papers cannot be issued."""
    settings = settings_of(agency)
    facts: tuple[Callable[[], str], ...] = (
        partial(contact_of, agency, settings), partial(reviewer_of, agency, settings, on),
        partial(court_of, agency, settings),
    )  # fmt: skip
    return tuple(sentence for fact in facts if (sentence := _missing(fact)))


def _missing(fact: Callable[[], str]) -> str:
    try:
        fact()
    except Missing as missing:
        return missing.sentence
    return ""


def _values(agency: Agency, form: PaperForm, body: str, on: date) -> dict[str, str]:
    settings = settings_of(agency)
    values = {code: fact.sample for code, fact in paper_facts().items()}
    values |= {"agency": agency.name, "office": office_of(agency, settings)}
    try:
        values["contact"] = contact_of(agency, settings) + "。"
    except Missing:
        values["contact"] = f"{agency.name}，地址：……，电话：……。"
    for blank in form.blanks:
        values[blank.code] = blank.words(blank.sample) or (f"【{blank.label}】" if blank.required else "")
    texts = (form.text, body, *(one.text for one in form.phrases))
    for code in {code for text in texts for code in blanks_in(text)}:
        if code.startswith(PERIOD):
            values[code] = _period(code, on)
    for phrase in form.phrases:
        values[phrase.code] = filled(phrase.text, values | {LEGAL_BASIS: basis([phrase.cite])})
    unknown = {code for code in BLANK.findall(body) if code not in values}
    return values | {code: f"【{code}】" for code in unknown}


def _period(code: str, on: date) -> str:
    try:
        return period_of(code, on)
    except LawError:
        return "……"
