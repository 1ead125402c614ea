"""What the consultation of a third party binds the agency to (条例第三十二条): which decision may stand, and who must
be told before the reply is served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.calendar import Calendars
from gongkai.law.dated import parameter
from gongkai.law.subcases import Effect
from gongkai.requests.decide_subcase import leads_to
from gongkai.requests.models import Paper, Request, Service, SubCase
from gongkai.requests.subcases import kind_of

GAP = "third_party_release.gap_working_days"
ENDED = (SubCase.State.ANSWERED, SubCase.State.LAPSED)


@dataclass(frozen=True, slots=True)
class Bound:
    """One ended consultation and what it leads to; `effect` None while the agency has not found."""

    subcase: SubCase
    effect: Effect | None


def effect_of(subcase: SubCase) -> Effect | None:
    """What an ended consultation leads to; None for other kinds, for one not ended and while findings are missing."""
    if subcase.state not in ENDED:
        return None
    return leads_to(
        kind_of(subcase), subcase.answer, subcase.reasonable, subcase.public_interest, subcase.request.law_day
    )


def bound(request: Request) -> tuple[Bound, ...]:
    """Every ended consultation of a third party in the request."""
    rows = [one for one in request.subcases.all() if one.kind == SubCase.Kind.THIRD_PARTY and one.state in ENDED]
    for one in rows:
        one.request = request
    return tuple(Bound(one, effect_of(one)) for one in rows)


def withheld(request: Request) -> tuple[str, ...]:
    """Sentences: for whom what concerns him may not be released. Empty where nobody's rights stand in the way."""
    return tuple(
        f"第三方“{one.subcase.party}”的意见已认定理由合理，且没有认定不公开会对公共利益造成重大影响，涉及该第三方的部分不予公开（《条例》第三十二条）。"
        for one in bound(request)
        if one.effect is not None and one.effect.outcome == "refuse"
    )


def unmet(request: Request, on: date | None = None) -> list[str]:
    """What still stands before a reply that releases something may be served on that day: one sentence each.

    `on` counts for the shortest gap between telling the third party and the release, where a rule sets one (D-276).
    Raises UnknownLaw, CalendarNotPublished.
    """
    found = []
    for one in bound(request):
        name = one.subcase.party
        if one.effect is None:
            found.append(f"第三方“{name}”的意见还没有认定，请在“会商与征求意见”中认定。")
        elif one.effect.notice and (said := _untold(one.subcase, on)):
            found.append(f"第三方“{name}”：{said}")
    return found


def _untold(subcase: SubCase, on: date | None) -> str:
    notices = Paper.objects.filter(subcase=subcase, kind=kind_of(subcase).notice, state=Paper.State.ISSUED)
    paper = notices.order_by("-id").first()
    if paper is None:
        return "还没有将决定公开的内容和理由书面告知（《条例》第三十二条），请先发出并送达告知书。"
    served = Service.objects.filter(paper=paper, served_on__isnull=False).order_by("served_on").first()
    if served is None or served.served_on is None:
        return f"告知书（{paper.number or paper.title}）还没有送达，请先送达并登记。"
    gap = parameter(GAP).at(subcase.request.law_day).value or 0
    if gap and on is not None and Calendars.published().working_days_between(served.served_on, on) < gap:
        return f"告知书于 {served.served_on.isoformat()} 送达，须满 {gap} 个工作日才能送达答复。"
    return ""
