"""The letter that asks for a delivered item to be replaced or withdrawn, with what is enclosed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.deposit import wording
from gongkai.papers.blocks import Addressee, Block, Body, Head, Paper, Signature, Title, day_words
from gongkai.papers.pdf import to_pdf


@dataclass(frozen=True, slots=True)
class Letter:
    """What the letter says. `withdraws` chooses between the two titles; `copies` is of paper and of electronic each."""

    agency: str
    office: str
    hall: str
    number: str
    withdraws: bool
    index_number: str
    title: str
    delivered_on: date
    reason: str
    new_title: str
    copies: int
    day: date


def letter_pdf(given: Letter) -> bytes:
    """The letter by the standard of official letters."""
    words = wording("withdraw_title" if given.withdraws else "replace_title", given.day)
    was = (
        f"我单位于{day_words(given.delivered_on)}向{given.hall}送交《{given.title}》（索引号：{given.index_number}）。"
    )
    blocks: list[Block] = [
        Head(given.agency, given.number, "letter"),
        Title(words),
        Addressee(f"{given.office}："),
        Body(
            was
            + f"现因{given.reason.rstrip('。')}，"
            + ("需撤回已送交的纸质件和电子件。" if given.withdraws else "需予更换。")
        ),
    ]
    if given.withdraws:
        blocks.append(Body(f"随函附该件纸质件、电子件各 {given.copies} 份（从已送交件的存底复制），供核对。"))
    else:
        new = f"更换后的信息为《{given.new_title}》，随函附纸质件、电子件各 {given.copies} 份。"
        blocks.append(Body(new))
    blocks.append(Body(f"请审核，并请{given.hall}办理。"))
    blocks.append(Signature(given.agency + "（盖章）", day_words(given.day)))
    return to_pdf(Paper(words, given.agency, tuple(blocks), given.day))
