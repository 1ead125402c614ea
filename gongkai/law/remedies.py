"""What an applicant may do against a reply, by outcome and day: reconsideration, suit, or reconsideration first.

条例第五十一条 opens both ways; since the revised 行政复议法第二十三条 a refusal under 条例第十四条至第十六条 must go to
reconsideration first, and the reply must say so. Limits are named by deadline id; their length is not told
here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.history import in_force
from gongkai.law.loading import DATA
from gongkai.law.remedy_rules import Remedies, Remedy, RemedyError, Reviewer, Rule, remedies_of


def remedy_for(
    outcome: str, on: date, withheld_ground: str | None = None, *, decision: str = "", root: Path = DATA
) -> Remedy:
    """The remedy against a reply made on that day that ended as `outcome` (a leaf of any edition).

    `withheld_ground` is needed for a partial release, `decision` for catch-all leaves that hold several kinds.
    Raises RemedyError when one is missing or unknown, UnknownLaw for days before the first rule.
    """
    remedies = remedies_of(root)
    severed = remedies.severed
    if outcome != severed.outcome:
        return _rule_of(remedies, outcome, decision).at(on)
    if not withheld_ground:
        raise RemedyError("部分公开的救济途径取决于不予公开部分的理由；请写明该部分依据哪一项不予公开。")
    withheld = _rule_of(remedies, f"{severed.withheld_group}.{withheld_ground}", "").at(on)
    released = _rule_of(remedies, severed.released, "").at(on)
    if withheld.regime == released.regime:
        return withheld
    return replace(withheld, matter=severed.withheld_matter, rest=replace(released, matter=severed.released_matter))


def remedy_for_act(act: str, on: date, root: Path = DATA) -> Remedy:
    """The remedy against something other than a reply: silence, a procedural notice, harm to a third party.

    Raises RemedyError for an act nobody registered, UnknownLaw for days before the first rule.
    """
    remedies = remedies_of(root)
    if act not in remedies.by_act:
        raise RemedyError(f"没有登记行为“{act}”的救济途径，可选：{'、'.join(sorted(remedies.by_act))}。")
    return remedies.by_act[act].at(on)


def acts(root: Path = DATA) -> tuple[str, ...]:
    """The acts that `remedy_for_act` knows."""
    return tuple(remedies_of(root).by_act)


def remedies_on(on: date, root: Path = DATA) -> tuple[tuple[str, Remedy], ...]:
    """What is registered for that day, each rule once, with its title; rules that had not begun are left out."""
    remedies = remedies_of(root)
    rules = {rule.id: rule for rule in (*remedies.by_outcome.values(), *remedies.by_act.values())}
    current = ((rule.title, in_force(rule.history, on)) for rule in rules.values())
    return tuple((title, remedy) for title, remedy in current if remedy is not None)


def reviewer_for(kind: str, on: date, root: Path = DATA) -> Reviewer:
    """Who reviews a reply made on that day by an agency of that kind. Raises UnknownLaw when nothing is registered."""
    current = in_force(remedies_of(root).reviewers.get(kind, ()), on)
    if current is None:
        raise UnknownLaw(f"{on.isoformat()} 没有登记“{kind}”类行政机关的复议机关，不能告知；请先登记。")
    return current


def reviewer_kinds(root: Path = DATA) -> tuple[str, ...]:
    """The kinds of agency that `reviewer_for` knows."""
    return tuple(remedies_of(root).reviewers)


def _rule_of(remedies: Remedies, outcome: str, decision: str) -> Rule:
    rule = remedies.by_outcome.get((outcome, "")) or remedies.by_outcome.get((outcome, decision))
    if rule is not None:
        return rule
    known = sorted(other for code, other in remedies.by_outcome if code == outcome)
    if known:
        raise RemedyError(f"“{outcome}”包含几种情形，救济途径不同；请写明是哪一种决定：{'、'.join(known)}。")
    raise RemedyError(f"没有登记办理结果“{outcome}”的救济途径；请核对代码。")
