"""How a request ended: the statutory tree of table three, by edition, and the way from a decision to its one leaf.

条例第三十六条至第三十九条 says what may be decided; the annual report's form (第五十条) says where it is counted. A
case stores code *and* edition: an old case is never relabelled, only `crossed` when two years are compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import LawError, UnknownLaw
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row, files, load


class UnknownOutcome(LawError):
    """A code, decision or ground that the edition does not have."""

    code = "unknown-outcome"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the tree. `group` rows only add up their leaves; `when` says in our words when a leaf applies."""

    edition: str
    code: str
    label: str
    parent: str
    group: bool
    when: str
    cites: tuple[str, ...]
    reading: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the file decides (条例第三十六条 and others), with the leaf that counts it."""

    code: str
    title: str
    severed: bool
    ground: str
    outcome: str
    cites: tuple[str, ...]
    reading: str


@dataclass(frozen=True, slots=True)
class Crossed:
    """A leaf seen from another edition. `unsplit`: the old figure holds several new ones and cannot be divided."""

    edition: str
    code: str
    unsplit: bool


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One edition of the tree. Years are report years, inclusive; no `last_year` means until a new form replaces it."""

    edition: str
    title: str
    since: date
    first_year: int
    last_year: int | None
    previous: str
    cite: str
    reading: str
    outcomes: dict[str, Outcome]
    decisions: dict[tuple[str, bool, str], Decision]
    before: dict[str, str]
    upgrades: dict[str, Crossed]

    def covers(self, report_year: int) -> bool:
        """Whether the report on that year counts by this edition."""
        return self.first_year <= report_year and (self.last_year is None or report_year <= self.last_year)

    @property
    def leaves(self) -> tuple[Outcome, ...]:
        """What a request may end as, in printed order."""
        return tuple(outcome for outcome in self.outcomes.values() if not outcome.group)

    def leaf(self, code: str) -> Outcome:
        """One leaf by code. Raises UnknownOutcome for a group or an unknown code."""
        found = self.outcomes.get(code)
        if found is None or found.group:
            problem = "是合计项，不能作为一件申请的办理结果" if found else "不在这一版中"
            raise UnknownOutcome(f"办理结果“{code}”{problem}（{self.title}，{self.edition} 版），请从各分项中选一项。")
        return found


@cache
def taxonomies(root: Path = DATA) -> dict[str, Taxonomy]:
    """All editions in order of time. Raises LawDataError on overlapping years, orphans, doubled or dangling codes."""
    found: dict[str, Taxonomy] = {}
    for file in files("outcomes", root):
        row = load(file)
        taxonomy = _taxonomy(row, root)
        earlier = max((other.last_year or taxonomy.first_year for other in found.values()), default=None)
        if earlier is not None and earlier >= taxonomy.first_year:
            raise row.fail("first_year", f"{taxonomy.first_year} 年已由前一版覆盖，前一版应写 last_year")
        _check_previous(taxonomy, found, row)
        found[taxonomy.edition] = taxonomy
    return found


def _taxonomy(row: Row, root: Path) -> Taxonomy:
    edition = row.text("edition")
    outcomes: dict[str, Outcome] = {}
    before: dict[str, str] = {}
    for entry in row.rows("outcome", required=True):
        outcome = _outcome(entry, edition, root)
        if outcome.code in outcomes:
            raise entry.fail("code", f"{outcome.code} 写了两次")
        if outcome.parent and (outcome.parent not in outcomes or not outcomes[outcome.parent].group):
            raise entry.fail("parent", f"{outcome.parent} 不是前面已列出的合计项")
        outcomes[outcome.code] = outcome
        if entry.has("before"):
            before[outcome.code] = entry.text("before")
        entry.done()
    decisions: dict[tuple[str, bool, str], Decision] = {}
    for entry in row.rows("decision", required=True):
        decision = _decision(entry, root)
        target = outcomes.get(decision.outcome)
        if target is None or target.group:
            raise entry.fail("outcome", f"{decision.outcome} 不是可以计数的分项")
        if (key := (decision.code, decision.severed, decision.ground)) in decisions:
            raise entry.fail("code", f"{decision.code} 在同样条件下写了两次")
        decisions[key] = decision
        entry.done()
    upgrades: dict[str, Crossed] = {}
    for entry in row.rows("upgrade"):
        upgrades[entry.text("code")] = Crossed(edition, entry.text("to"), entry.flag("unsplit"))
        cite_of(entry)
        entry.text("reading", required=False)
        entry.done()
    made = Taxonomy(
        edition=edition,
        title=row.text("title"),
        since=row.day("from"),
        first_year=row.integer("first_year"),
        last_year=row.integer_or_none("last_year"),
        previous=row.text("previous", required=False),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
        outcomes=outcomes,
        decisions=decisions,
        before=before,
        upgrades=upgrades,
    )
    row.done()
    return made


def _outcome(row: Row, edition: str, root: Path) -> Outcome:
    group = row.flag("group")
    return Outcome(
        edition=edition,
        code=row.text("code"),
        label=row.text("label"),
        parent=row.text("parent", required=False),
        group=group,
        when=row.text("when", required=not group),
        cites=_cites(row, root),
        reading=row.text("reading", required=False),
    )


def _decision(row: Row, root: Path) -> Decision:
    return Decision(
        code=row.text("code"),
        title=row.text("title"),
        severed=row.flag("severed"),
        ground=row.text("ground", required=False),
        outcome=row.text("outcome"),
        cites=_cites(row, root),
        reading=row.text("reading", required=False),
    )


def _cites(row: Row, root: Path) -> tuple[str, ...]:
    cites = row.texts("cites", required=True)
    if not cites:
        raise row.fail("cites", "至少要有一条依据")
    for cite in cites:
        try:
            cited(cite, root)
        except UnknownLaw as error:
            raise row.fail("cites", error.sentence) from error
    return cites


def _check_previous(taxonomy: Taxonomy, earlier: dict[str, Taxonomy], row: Row) -> None:
    """Every leaf must have one place in the edition before, and every old leaf one place here."""
    latest = next(reversed(earlier), "")
    if taxonomy.previous != latest:
        raise row.fail("previous", f"前一版应为“{latest or '（无）'}”，现为“{taxonomy.previous or '（无）'}”")
    if not latest:
        return
    old = earlier[latest]
    codes = {outcome.code for outcome in old.leaves}
    for outcome in taxonomy.leaves:
        if taxonomy.before.get(outcome.code) not in codes:
            raise row.fail("before", f"{outcome.code} 没有对应 {old.edition} 版的分项")
    for code in codes:
        heirs = [new for new, source in taxonomy.before.items() if source == code]
        named = taxonomy.upgrades.get(code)
        if (len(heirs) != 1 and named is None) or (named is not None and named.code not in heirs):
            raise row.fail("upgrade", f"{old.edition} 版的 {code} 对应 {len(heirs)} 个分项，须写明记入其中哪一项")


def edition_for(report_year: int, root: Path = DATA) -> str:
    """The edition that the report on `report_year` counts by. Raises UnknownLaw for years without one."""
    for taxonomy in taxonomies(root).values():
        if taxonomy.covers(report_year):
            return taxonomy.edition
    raise UnknownLaw(f"{report_year} 年度没有登记申请办理结果的分类，不能归类；请在 data/outcomes 中补登该年度的格式。")


def edition_on(on: date, root: Path = DATA) -> str:
    """The edition for a request decided on that day: that of the report on its calendar year (条例第四十九条)."""
    return edition_for(on.year, root)


def taxonomy(edition: str, root: Path = DATA) -> Taxonomy:
    """One edition. Raises UnknownOutcome for an edition nobody registered."""
    try:
        return taxonomies(root)[edition]
    except KeyError:
        raise UnknownOutcome(f"没有登记办理结果分类的“{edition}”版。") from None


def leaf_for(decision: str, edition: str, *, ground: str = "", severed: bool = False, root: Path = DATA) -> Outcome:
    """The one leaf that counts a decision.

    `ground` is the main ground of a refusal (条例第十四条至第十六条) or of the withheld part of a severed release;
    a severed release is counted only as such, whatever its ground. Raises UnknownOutcome when no leaf fits.
    """
    tree = taxonomy(edition, root)
    found = tree.decisions.get((decision, severed, "" if severed else ground))
    if found is not None:
        return tree.leaf(found.outcome)
    rows = [row for row in tree.decisions.values() if row.code == decision]
    if not rows:
        raise UnknownOutcome(f"没有“{decision}”这种处理决定（{edition} 版），请从登记的决定中选一种。")
    if severed:
        raise UnknownOutcome(f"处理决定“{decision}”不能区分处理；部分公开应选可以区分处理的决定。")
    grounds = "、".join(row.ground for row in rows if row.ground)
    hint = f"理由应为其中一种：{grounds}" if grounds else "这种决定不带不予公开的理由"
    raise UnknownOutcome(f"处理决定“{decision}”与理由“{ground or '（空）'}”不相配：{hint}。")


def crossed(code: str, edition: str, to: str, root: Path = DATA) -> Crossed:
    """Where a leaf of one edition is counted in another, one edition at a time. Raises UnknownOutcome."""
    taxonomy(edition, root).leaf(code)
    editions = list(taxonomies(root))
    target = taxonomy(to, root).edition
    here = Crossed(edition, code, False)
    while here.edition != target:
        here = _back(here, root) if editions.index(here.edition) > editions.index(target) else _on(here, editions, root)
    return here


def _back(here: Crossed, root: Path) -> Crossed:
    tree = taxonomies(root)[here.edition]
    return Crossed(tree.previous, tree.before[here.code], here.unsplit)


def _on(here: Crossed, editions: list[str], root: Path) -> Crossed:
    tree = taxonomies(root)[editions[editions.index(here.edition) + 1]]
    if (named := tree.upgrades.get(here.code)) is not None:
        return Crossed(tree.edition, named.code, here.unsplit or named.unsplit)
    heir = next(new for new, source in tree.before.items() if source == here.code)
    return Crossed(tree.edition, heir, here.unsplit)
