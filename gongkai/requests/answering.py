"""Whether an answer to a sub-case may stand, and what it brings: verdicts bound to content, records of searches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kit.action import Refused
from gongkai.law.subcases import verdicts
from gongkai.requests.models import Attachment, Paper, Release, Request, SearchRecord, SubCase, SubCaseItem
from gongkai.requests.stepping import table_of
from gongkai.requests.subcases import kind_of
from gongkai.units.models import Person

NOTHING = SubCase.Answer.NOTHING_HELD.value


@dataclass(frozen=True, slots=True)
class Searched:
    """One search: where, how (words, catalogue, shelf), over which time, what came of it."""

    place: str
    how: str
    found: str
    span: str = ""
    on: date | None = None


def checked(
    subcase: SubCase, answer: str, text: str, on: date, *, asked: bool, today: date, searches: Sequence[Searched]
) -> None:  # fmt: skip
    """Raise Refused unless this answer may be written down now."""
    kind = kind_of(subcase)
    if subcase.state not in (SubCase.State.OPEN, SubCase.State.LAPSED) or subcase.sent_on is None:
        raise Refused("not-open", "这项征求或者交办不在待答复，未登记。请刷新后查看。")
    if subcase.state == SubCase.State.LAPSED and not table_of(subcase.request).steps_for(
        subcase.request.state, kind.close
    ):
        raise Refused("not-open", "申请已经答复或者终结，逾期的意见不再影响办理，未登记。可以作为来往记录留存。")
    if asked and subcase.answered_on is not None:
        raise Refused("answered-already", "已经答复过，未再登记。要更正的，请联系办理单位登记。")
    if answer not in kind.answers:
        raise Refused("unknown-answer", f"“{kind.label}”没有这种答复，未登记。请在列出的答复中选择。")
    if not text.strip() and answer not in (SubCase.Answer.CONSENT.value, NOTHING) and not kind.judges:
        raise Refused("no-words", "没有写明意见的内容和理由，未登记。请补写。")
    if answer == NOTHING and kind.duties and not searches:
        raise Refused(
            "no-search", "答复没有相关材料的，须写明检索了哪里、怎样检索，未登记。检索记录是答复“经检索没有”的依据。"
        )
    if on > today:
        raise Refused("day-ahead", f"答复日期 {on.isoformat()} 晚于今天，未登记。请填写实际收到的日期。")
    if on < (subcase.received_on or subcase.sent_on):
        raise Refused("day-before-letter", f"答复日期 {on.isoformat()} 早于对方收到来函的日期，未登记。请核对。")
    if asked and on != today:
        raise Refused("not-today", "在平台上答复的，答复日期是今天，未登记。")


def judge(subcase: SubCase, given: Mapping[int, tuple[str, str]], person: Person, now: datetime) -> None:
    """Write a verdict onto each thing to be judged, bound to the content it was given for. Raises Refused."""
    kind = kind_of(subcase)
    if kind.duties and person.pk == subcase.made_by_id:
        raise Refused("own-work", "审查不能由交办人自己作出，未登记。请由另一名审查人员办理。")
    known = {one.code: one for one in verdicts(subcase.kind, subcase.request.law_day)}
    for item in subcase.items.select_for_update(of=("self",)).select_related("paper", "attachment", "release"):
        code, reason = given.get(item.pk, ("", ""))
        if code not in known:
            raise Refused("no-verdict", f"“{named(item)}”还没有作出结论，未登记。请逐件审查。")
        if not known[code].passes and not reason.strip():
            raise Refused("no-verdict", f"“{named(item)}”的结论是“{known[code].label}”，须写明理由，未登记。")
        if content_now(item) != item.digest:
            raise Refused(
                "content-changed", f"“{named(item)}”在交审之后有改动，未登记。请取消这项，按现在的内容重新交审。"
            )
        item.verdict, item.reason, item.judged_by, item.judged_at = code, reason.strip()[:1000], person, now
        item.save()


def content_now(item: SubCaseItem) -> str:
    """The digest of what the thing holds now; a verdict stands only while it is the one it was given for."""
    if item.paper is not None:
        return item.paper.content_hash
    return thing(item).plain_digest


def thing(item: SubCaseItem) -> Attachment | Release:
    """The file that is judged."""
    found = item.attachment or item.release
    assert found is not None
    return found


def named(item: SubCaseItem) -> str:
    """The thing's name on screens."""
    one: Paper | Attachment | Release = item.paper or thing(item)
    return one.title if isinstance(one, Paper) else one.name


def searched(
    request: Request, subcase: SubCase | None, rows: Sequence[Searched], person: Person, now: datetime
) -> None:  # fmt: skip
    """Keep the records of searches. Raises Refused "no-search" for one that says too little."""
    for one in rows:
        if not (one.place.strip() and one.how.strip() and one.found.strip()):
            raise Refused("no-search", "检索记录须写明检索的范围、方法和结果，未登记。请补写。")
        SearchRecord(
            request=request, subcase=subcase, place=one.place.strip()[:200], how=one.how.strip()[:400],
            span=one.span.strip()[:100], found=one.found.strip()[:400], made_by=person, at=now,
            searched_on=one.on or now.date(),
        ).save(force_insert=True)  # fmt: skip
