"""Set what a unit's papers print besides their requests: prefix, words of numbers, reviewing body, court, office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.doc_numbers import DocNumberError, parse_doc_number
from gongkai.law.paper_numbers import paper_numbers
from gongkai.requests.models import PaperSettings
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import SET_PAPERS

ACT = "set_paper_settings"
TEXTS = ("prefix", "layout", "reviewer", "court", "online_remedy", "office", "address", "phone", "pay_to")
LONGEST_WORD = 10
A_YEAR, A_SERIAL = 2026, 1  # only to see whether the words make a number


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """The facts as they are to be; an empty one is taken from elsewhere where that is possible."""

    prefix: str = ""
    layout: str = PaperSettings.Layout.LETTER
    reviewer: str = ""
    court: str = ""
    online_remedy: str = ""
    office: str = ""
    address: str = ""
    phone: str = ""
    pay_to: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@action
def set_paper_settings(
    agency: Agency, said: PaperFacts, *, seen: int | None = None, actor: Actor, now: datetime
) -> PaperSettings:  # fmt: skip
    """Papers composed from then on print them; a signature given before is void where they change what it signed.

    Raises Refused "not-allowed", "changed-meanwhile", "bad-layout", "bad-prefix", "no-series", "series-twice".
    """
    require(actor, SET_PAPERS, agency.code, "修改文书设置")
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    row = PaperSettings.objects.filter(agency=held).first()
    if seen is not None and seen != (row.edition if row else 0):
        raise Refused("changed-meanwhile", "你打开之后，另有人改过文书设置，未保存。请重新打开，看过现在的再改。")
    before = _facts(row)
    made = row or PaperSettings(agency=held, edition=0)
    for name in TEXTS:
        setattr(made, name, str(getattr(said, name)).strip())
    made.words = _words(said.words)
    _check(made, agency)
    made.edition += 1
    made.changed_by, made.changed_at = person_of(actor), now
    made.save()
    journal.write(
        agency.code, act=ACT, subject=f"paper-settings {agency.code}", before=before, after=_facts(made),
        reason="修改文书设置", actor=actor, now=now,
    )  # fmt: skip
    return made


def _words(said: Mapping[str, str]) -> dict[str, str]:
    known = paper_numbers().series
    unknown = [code for code in said if code not in known]
    if unknown:
        raise Refused("no-series", f"没有文书编号序列“{unknown[0]}”，未保存。请重新打开设置页。")
    kept = {code: word.strip() for code, word in said.items() if word.strip() and word.strip() != known[code].word}
    used = {code: kept.get(code, one.word) for code, one in known.items()}
    for code, word in used.items():
        other = next((one for one in used if one != code and used[one] == word), "")
        if other:
            labels = f"“{known[code].label}”和“{known[other].label}”"
            raise Refused("series-twice", f"{labels}的编号用字都是“{word}”，编号会重复，未保存。请改用不同的字。")
    return kept


def _check(row: PaperSettings, agency: Agency) -> None:
    if row.layout not in PaperSettings.Layout.values:
        raise Refused("bad-layout", "公文格式只能是信函格式或者文件格式，未保存。请重新选择。")
    for code, series in paper_numbers().series.items():
        word = row.words.get(code, series.word)
        prefix = row.prefix or agency.short
        text = paper_numbers().number(code, prefix, A_YEAR, A_SERIAL, word=word)
        try:
            parsed = parse_doc_number(text)
        except DocNumberError as error:
            raise Refused(
                "bad-prefix", f"“{prefix}{word}”不能用作编号的代字：只能用汉字和字母，合起来不超过三十字。未保存。"
            ) from error
        if parsed.text != text or len(word) > LONGEST_WORD:
            raise Refused("bad-prefix", f"“{prefix}{word}”不能用作编号的代字，未保存。请改短或者去掉括号。")


def _facts(row: PaperSettings | None) -> dict[str, Any]:
    return {} if row is None else {name: getattr(row, name) for name in TEXTS} | {"words": row.words}
