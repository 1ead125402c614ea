"""Filling one text: asked blanks from the fields, facts from the rows, phrases and periods from the law."""

from __future__ import annotations

from datetime import date

from gongkai.law.errors import LawError
from gongkai.law.instruments import cited
from gongkai.law.paper_forms import Element, paper_facts
from gongkai.law.wording import BLANK, PERIOD, Blank, basis, blanks_in, filled, period_of
from gongkai.requests.paper_facts import FACTS
from gongkai.requests.paper_settings import Missing
from gongkai.requests.paper_source import Source

LEGAL_BASIS = "legal_basis"


class Filling:
    """One text being filled. Every value is made once; what could not be made is kept as a sentence."""

    def __init__(self, source: Source, body: str) -> None:
        self.source = source
        self.form = source.form
        self.body = body
        self._values: dict[str, str | None] = {}
        self._said: dict[str, str] = {}

    def paragraphs(self) -> list[str]:
        """The text in paragraphs. A line that is one empty blank falls away; a value of several lines makes several."""
        found: list[str] = []
        for line in self.body.splitlines():
            if not line.strip():
                continue
            alone = BLANK.fullmatch(line.strip())
            if alone and not self.made(alone[1]):
                required = self._required(alone[1])
                if required is None:
                    continue
            found.extend(part.strip() for part in self.line(line).splitlines() if part.strip())
        return found

    def line(self, text: str) -> str:
        """One text with its blanks filled; what is lacking stands as its label in 【】."""
        return filled(text, {code: self.value(code) for code in blanks_in(text)}).strip()

    def value(self, code: str) -> str:
        """The printed value, or the label in 【】 where something required is lacking."""
        made = self.made(code)
        if made:
            return made
        return f"【{self.label(code)}】" if self._required(code) is not None else ""

    def made(self, code: str) -> str | None:
        """The value; empty where it is lacking, None where there is rightly none."""
        if code not in self._values:
            try:
                self._values[code] = self._make(code)
            except Missing as missing:
                self._values[code], self._said[code] = "", missing.sentence
            except LawError as error:
                self._values[code], self._said[code] = "", error.sentence
        return self._values[code]

    def label(self, code: str) -> str:
        """What people call the blank."""
        own = self.form.blank(code) or self.form.phrase(code)
        return own.label if own is not None else paper_facts()[code].label

    def problems(self) -> tuple[str, ...]:
        """A sentence for each thing that is lacking or wrong, in the order of the form; empty when it may be sent."""
        found = [self._said[code] for code in self._values if code in self._said]
        used = set(blanks_in(self.form.text)) | set(blanks_in(self.body))
        for blank in self.form.blanks:
            wrong = self._wrong(blank)
            if wrong:
                found.append(wrong)
        asked = {blank.code for blank in self.form.blanks}
        for element in self.form.elements:
            for code in element.blanks:
                if code in used and code not in asked and code not in self._said and self.made(code) == "":
                    found.append(
                        f"缺少要件“{element.label}”（{words_of(element)}），没有可写的“{self.label(code)}”。请核对申请的登记。"
                    )
        return tuple(dict.fromkeys(found))

    def _wrong(self, blank: Blank) -> str:
        said = str(self.source.fields.get(blank.code, "") or "").strip()
        if not said:
            element = self.form.element_of(blank.code)
            because = f"（{words_of(element)}）" if element else ""
            return f"没有填写“{blank.label}”{because}。{blank.hint}" if blank.required else ""
        if blank.kind == "day" and not _is_day(said):
            return f"“{blank.label}”应为年月日，现为“{said[:20]}”。请重新填写。"
        if blank.kind == "number" and not (said.isascii() and said.isdigit() and 0 < int(said) < 1000):
            return f"“{blank.label}”应为正整数，现为“{said[:20]}”。请重新填写。"
        if blank.kind == "choice" and said not in dict(blank.choices):
            return f"“{blank.label}”不在可选的各项之内。请重新选择。"
        return ""

    def _make(self, code: str) -> str | None:
        blank, phrase = self.form.blank(code), self.form.phrase(code)
        if blank is not None:
            said = self.source.field(code)
            return said if blank.kind == "text" else " ".join(said.split())
        if phrase is not None:
            values = {one: self.value(one) for one in blanks_in(phrase.text) if one != LEGAL_BASIS}
            return filled(phrase.text, values | {LEGAL_BASIS: basis([phrase.cite])})
        if code.startswith(PERIOD):
            return period_of(code, self.source.law_day)
        return FACTS[code](self.source)

    def _required(self, code: str) -> Element | str | None:
        """What makes the blank due, None where it may be left out."""
        blank = self.form.blank(code)
        if blank is not None:
            return code if blank.required else None
        return None if self.made(code) is None else self.form.element_of(code) or code


def words_of(element: Element) -> str:
    """The article that asks for the element, as a screen names it."""
    return f"依据{cited(element.cite).words}"


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True
