"""Whether what a reply gives out has passed its reviews: each file by its own content (条例第十七条), the draft of the
reply by the content the legal reviewer saw."""

from __future__ import annotations

from gongkai.law.subcases import Verdict, verdict
from gongkai.requests import releases
from gongkai.requests.models import Paper, Request, SubCase, SubCaseItem

SECRECY = (SubCase.Kind.SECRECY, SubCase.Kind.DETERMINATION)


def secrecy_gap(request: Request) -> str:
    """Why what the reply gives to the applicant may not leave yet; empty when nothing stands in the way (D-278).

    A verdict holds for one content. That of the file itself counts; where it has none, a passing one on the whole
    source does, since covering parts of it takes nothing in.
    """
    given = releases.given(request)
    found = secrecy_verdicts(request) if given else {}
    for release in given:
        own, whole = found.get(release.plain_digest), found.get(release.source.plain_digest)
        if own is None and (whole is None or not whole.passes):
            return f"“{release.name}”还没有经过保密审查（《条例》第十七条），不能提供。请先交办保密审查。"
        if own is not None and not own.passes:
            return f"“{release.name}”的保密审查结论是“{own.label}”，不能提供。请按结论处理后重新交审。"
    return ""


def secrecy_verdicts(request: Request) -> dict[str, Verdict]:
    """The newest verdict on each content that the request's secrecy reviews and determinations judged, by SHA-256."""
    rows = SubCaseItem.objects.filter(subcase__request=request, subcase__kind__in=SECRECY).exclude(verdict="")
    pairs = rows.order_by("judged_at", "id").values_list("digest", "verdict")
    return {digest: verdict(code, request.law_day) for digest, code in pairs}


def legal_gap(paper: Paper) -> str:
    """Why the draft has not passed the legal review as it now stands; empty when it has. A changed draft has not."""
    rows = SubCaseItem.objects.filter(paper=paper, subcase__kind=SubCase.Kind.LEGAL_REVIEW).exclude(verdict="")
    last = rows.order_by("-judged_at", "-id").first()
    if last is None:
        return "这份文书还没有经过法制审核。请在“会商与征求意见”中交办。"
    if last.digest != paper.content_hash:
        return "法制审核之后文书有改动，原意见不再适用。请按现在的内容重新交办法制审核。"
    found = verdict(last.verdict, paper.request.law_day)
    return "" if found.passes else f"法制审核的结论是“{found.label}”：{last.reason}"
