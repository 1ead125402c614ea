"""R14: what the text states against the tables, share by share and change by change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gongkai.annual.claims import Mention
from gongkai.annual.report import Claim
from gongkai.law.checks import Finding, plain
from gongkai.law.claim_rules import claim_rules
from gongkai.law.formats import ReportFormat
from gongkai.law.relations import Level, Relation

Values = Mapping[str, Decimal]
HUNDRED = Decimal(100)


def relation_of(form: ReportFormat, kind: str) -> Relation | None:
    """The relation row of a kind that other parts test (narrative, units): its words, level and citation."""
    return next((relation for relation in form.relations if relation.kind == kind), None)


def added(cells: Sequence[str], values: Values) -> Decimal | None:
    """The sum of the cells, or None when one was not read."""
    if not cells or any(cell not in values for cell in cells):
        return None
    return sum((values[cell] for cell in cells), Decimal(0))


def text_findings(
    form: ReportFormat, values: Values, mentions: Sequence[Mention], last: Values | None = None, year: int | None = None
) -> Iterator[Finding]:
    """Counts that differ (as the format's R14 row says), shares and changes that do not come out (warnings).

    A figure stands when one of its readings fits; it is not held when a cell of every reading is unread.
    """
    relation = relation_of(form, "stated_in_text")
    if relation is None:
        return
    for mention in mentions:
        if mention.claim.kind == "count":
            yield from _count(form, relation, values, mention, mentions)
        elif mention.claim.kind == "share":
            yield from _share(form, relation, values, mention, mentions)
        elif mention.claim.kind == "change":
            yield from _change(form, relation, mention, last, year)


def _finding(
    relation: Relation,
    level: Level,
    cells: tuple[str, ...],
    reported: Decimal,
    computed: Decimal | None,
    sentence: str,
    code: str = "",
) -> Finding:
    return Finding(
        code or relation.code,
        level,
        cells,
        reported,
        computed,
        (),
        sentence,
        relation.cite,
        relation.id,
        relation.advice,
    )


def _count(
    form: ReportFormat, relation: Relation, values: Values, mention: Mention, every: Sequence[Mention]
) -> Iterator[Finding]:
    claim = mention.claim
    if mention.whose == "own":
        yield from _own(form, relation, values, mention, every)
        return
    sums = [(cells, added(cells, values)) for cells in mention.alternatives]
    if not sums or any(total is None or total == claim.value for _, total in sums):
        return
    cells, total = sums[0]
    assert total is not None
    yield _finding(
        relation,
        relation.level,
        cells,
        claim.value,
        total,
        f"正文“{claim.text}”：{claim.what} {plain(claim.value)} {mention.unit}，"
        f"表中“{_named(form, cells)}”为 {plain(total)}，相差 {plain(abs(total - claim.value))}。{relation.say}",
    )


def _own(
    form: ReportFormat, relation: Relation, values: Values, mention: Mention, every: Sequence[Mention]
) -> Iterator[Finding]:
    """An office that states its own figure apart from the government's: whose are the table's figures?"""
    whole = next(
        (other for other in every if other.whose == "whole" and other.alternatives and _same(other, mention)), None
    )
    if whole is None or whole.claim.value == mention.claim.value:
        return
    cells = whole.alternatives[0]
    total = added(cells, values)
    if total is None or total == mention.claim.value:
        return
    yield _finding(
        relation,
        "warning",
        cells,
        total,
        mention.claim.value,
        f"正文“{mention.claim.text}”，而表中“{_named(form, cells)}”为 {plain(total)}："
        "表格似填了所服务的政府的数字，不是报告单位自己的。"
        "请核对填报口径，避免与政府的报告重复计算。",
        "scope",
    )


def _same(one: Mention, other: Mention) -> bool:
    return one.rule == other.rule or (one.rule == "received" and other.rule == "no_requests")


def rounds_to(part: Decimal, whole: Decimal, stated: Decimal, decimals: int) -> bool:
    """Whether `stated` percent is `part` of `whole` to that many decimals, rounded or cut off."""
    if whole == 0:
        return False
    step = Decimal(1).scaleb(-decimals)
    return abs(part * HUNDRED / whole - stated) < step


def _share(
    form: ReportFormat, relation: Relation, values: Values, mention: Mention, every: Sequence[Mention]
) -> Iterator[Finding]:
    claim = mention.claim
    count = mention.figure
    bases = _bases(form, values, mention, every, count)
    if not bases or any(rounds_to(count, base, claim.value, mention.decimals) for _, base in bases):
        return
    name, base = bases[0]
    right = (count * HUNDRED / base).quantize(Decimal(1).scaleb(-max(mention.decimals, 1)))
    yield _finding(
        relation,
        "warning",
        claim.cells,
        claim.value,
        right,
        f"正文“{claim.text}”：{plain(count)} 占{name} {plain(base)} 应为 {plain(right)}%"
        + (
            ""
            if len(bases) == 1
            else f"，按{'、'.join(f'{other} {plain(total)}' for other, total in bases[1:])}计算也不符"
        )
        + "。请核对占比的分子和分母。",
        "share",
    )


def settled(form: ReportFormat, values: Values, mention: Mention) -> Claim:
    """The claim with the reading that fits: the cells its count equals, and the cells its share is `of`."""
    fitting = [cells for cells in mention.alternatives if added(cells, values) == mention.figure]
    cells = fitting[0] if fitting else mention.claim.cells
    of: tuple[str, ...] = ()
    if mention.claim.kind == "share" and mention.alternatives:
        bases = ((base, added(base, values)) for base in claim_rules().scope.bases if base[0] in form.cells)
        of = next(
            (
                base
                for base, total in bases
                if total and rounds_to(mention.figure, total, mention.claim.value, mention.decimals)
            ),
            (),
        )
    return replace(mention.claim, cells=cells, of=of)


def _bases(
    form: ReportFormat, values: Values, mention: Mention, every: Sequence[Mention], count: Decimal
) -> list[tuple[str, Decimal]]:
    """What a share may be of: the totals of table III, or a total the same section states."""
    fitting = [cells for cells in claim_rules().scope.bases if all(cell in form.cells for cell in cells)]
    if mention.alternatives and fitting:
        totals: dict[Decimal, str] = {}
        for cells in fitting:
            total = added(cells, values)
            if total:
                totals.setdefault(total, _named(form, cells))
        return [(name, total) for total, name in totals.items()]
    stated = [
        (one.claim.what, one.claim.value)
        for one in every
        if one.claim.kind == "count"
        and one.rule == mention.rule
        and one.section == mention.section
        and one.whose in ("whole", "own")
        and one.claim.value > count
    ]
    return list(dict.fromkeys(stated))


def implied_base(value: Decimal, percent: Decimal, decimals: int, rises: bool) -> list[int]:
    """Whole numbers of the year before from which `value` is such a change, rounded or cut off to `decimals`."""
    factor = 1 + (percent if rises else -percent) / HUNDRED
    if factor <= 0 or value <= 0:
        return []
    middle = int(value / factor)
    around = range(max(middle - 3, 1), middle + 4)
    step = Decimal(1).scaleb(-decimals)
    fitting = []
    for base in around:
        change = abs(value - base) * HUNDRED / base
        if (value >= base) == rises and abs(change - percent) * 2 <= step:
            fitting.append(base)
    return fitting


def _change(
    form: ReportFormat, relation: Relation, mention: Mention, last: Values | None, year: int | None
) -> Iterator[Finding]:
    claim = mention.claim
    if not mention.alternatives:
        return
    value = mention.figure
    cells = mention.alternatives[0]
    before = added(cells, last) if last is not None else None
    when = f"{year - 1} 年" if year else "上年"
    word = "上升" if mention.rises else "下降"
    if before is not None:
        if before > 0:
            change = (value - before) * HUNDRED / before
            stated = claim.value if mention.rises else -claim.value
            if abs(change - stated) >= Decimal(1).scaleb(-mention.decimals):
                yield _finding(
                    relation,
                    "warning",
                    cells,
                    claim.value,
                    abs(change).quantize(Decimal("0.1")),
                    f"正文“{claim.text}”：{when}报告为 {plain(before)}，本年为 {plain(value)}，"
                    f"应为{'上升' if change >= 0 else '下降'} {plain(abs(change).quantize(Decimal('0.1')))}%。"
                    "请核对同比数字。",
                    "year-change",
                )
        return
    bases = implied_base(value, claim.value, mention.decimals, mention.rises)
    if bases:
        numbers = "或".join(str(base) for base in bases)
        yield _finding(
            relation,
            "hint",
            cells,
            value,
            Decimal(bases[0]),
            f"正文“{claim.text}”：按{word} {plain(claim.value)}% 推算，"
            f"{when}{claim.what}应为 {numbers} {mention.unit}，请与上年报告核对。",
            "implied-last-year",
        )
    else:
        yield _finding(
            relation,
            "warning",
            cells,
            value,
            None,
            f"正文“{claim.text}”：没有整数的上年数能得出{word} {plain(claim.value)}%，请核对同比数字。",
            "year-change",
        )


def _named(form: ReportFormat, cells: Sequence[str]) -> str:
    names = [form.cells[cell].row.label.split("（区分")[0] + "·" + form.cells[cell].column.label for cell in cells]
    return " + ".join(names[:3]) + (f" 等 {len(names)} 格之和" if len(names) > 3 else "")
