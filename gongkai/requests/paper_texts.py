"""A unit's own text of a document: written with labels in 【】, kept with codes, guarded in what it must contain."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from gongkai.law.instruments import cited
from gongkai.law.paper_forms import PaperForm, paper_facts
from gongkai.law.wording import BLANK, PERIOD, blanks_in
from gongkai.requests.models import PaperTemplate
from gongkai.units.models import Agency

LABEL = re.compile(r"【([^【】\n]*)】")
LONGEST = 5000


@dataclass(frozen=True, slots=True)
class Text:
    """The text that is used, its version (0: the standard one), and what is wrong with it for this form."""

    body: str
    version: int
    problems: tuple[str, ...] = ()


def text_in_use(agency: Agency, form: PaperForm) -> Text:
    """The unit's own text, else the standard one. A text from before the form changed may have problems."""
    row = PaperTemplate.objects.filter(agency=agency, kind=form.code, in_use=True).only("body", "version").first()
    if row is None or form.rows:
        return Text(form.body, 0)
    return Text(row.body, row.version, problems_of(form, row.body))


def labels(form: PaperForm) -> dict[str, str]:
    """Every blank the form's text may use: code and label."""
    own = {one.code: one.label for one in form.blanks} | {one.code: one.label for one in form.phrases}
    facts = {code: fact.label for code, fact in paper_facts().items() if code not in own}
    return own | facts


def shown(form: PaperForm, body: str) -> str:
    """The text as people edit it: labels in 【】."""
    known = labels(form)
    return BLANK.sub(lambda found: f"【{known.get(found[1], found[1])}】", body)


def read(form: PaperForm, text: str) -> tuple[str, tuple[str, ...]]:
    """The edited text with codes again, and a sentence for each label that nobody knows."""
    codes = {label: code for code, label in labels(form).items()}
    unknown = [label for label in LABEL.findall(text) if label not in codes]
    body = LABEL.sub(lambda found: "{" + codes[found[1]] + "}" if found[1] in codes else found[0], text)
    said = tuple(f"不认识的填空“【{label}】”，请从右侧所列的填空中选用。" for label in dict.fromkeys(unknown))
    return _tidy(body), said


def problems_of(form: PaperForm, body: str) -> tuple[str, ...]:
    """What keeps this text from being used: an element left out or doubled, an unknown blank, an empty or long text."""
    found: list[str] = []
    counted, known = Counter(blanks_in(body)), labels(form)
    if not body.strip():
        return ("正文是空的，未保存。请写上正文，或者恢复为标准文本。",)
    if len(body) > LONGEST:
        found.append(f"正文超过 {LONGEST} 字，请精简。")
    for element in form.elements:
        for code in element.blanks:
            label, because = known[code], f"依据{cited(element.cite).words}"
            if not counted[code]:
                found.append(f"缺少要件“{element.label}”（{because}）：请在正文中保留【{label}】。")
            elif counted[code] > 1:
                found.append(f"【{label}】写了 {counted[code]} 次，请只保留一处。")
    for code in counted:
        if code not in known and not code.startswith(PERIOD):
            found.append(f"不认识的填空“{code}”，请删去。")
    if "{" in BLANK.sub("", body) or "}" in BLANK.sub("", body):
        found.append("正文中有不成对的花括号，请删去。")
    return tuple(found)


def _tidy(text: str) -> str:
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(line for line in lines if line)
