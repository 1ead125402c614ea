"""What issuing a paper needs beyond its signature, and what follows from it."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import keep_private
from gongkai.requests.composing import rendered
from gongkai.requests.decide_paper import changed_words
from gongkai.requests.fees import noticed
from gongkai.requests.models import Paper, PaperPreview, PaperReview, Request
from gongkai.requests.numbering import next_number
from gongkai.requests.paper_settings import number_words
from gongkai.requests.papers import REPLY, composed_now, content_of, gate_of
from gongkai.requests.periods import length_in, until_in
from gongkai.requests.stepping import Doing
from gongkai.requests.subcases import letter_out
from gongkai.requests.telling import told
from gongkai.units.models import Person

PAPERS = "paper."
FEE_NOTICE = "fee_notice"


def ready(paper: Paper, on: date, now: datetime) -> None:
    """Raise Refused unless the paper is signed, unchanged since, looked at as printed, and the day is possible."""
    if paper.state != Paper.State.SIGNED or paper.signed_at is None:
        raise Refused("not-signed", "文书还没有签发，或者已经发出、作废，未发出。请刷新后查看。")
    if on > day_of(now):
        raise Refused("day-ahead", f"发出日期 {on.isoformat()} 晚于今天，未发出。请填写实际发出的日期。")
    signed = day_of(paper.signed_at)
    if on < signed:
        raise Refused("issued-before-signed", f"发出日期早于签发日期 {signed.isoformat()}，未发出。请核对。")
    found = composed_now(paper, on)
    if found.hash != paper.signed_hash or found.problems:
        raise Refused("content-changed", changed_words("签发"))
    if not PaperPreview.objects.filter(paper=paper, content_hash=paper.signed_hash).exists():
        raise Refused("not-previewed", "发出前须先预览签发的全文，未发出。请打开预览，核对后再发出。")


def give_number(paper: Paper, on: date) -> None:
    """The next number of its series in that year, written onto the row; none for papers that carry none."""
    if not paper.series:
        return
    paper.year = on.year
    paper.serial = next_number(paper.agency, PAPERS + paper.series, on.year)
    paper.number = number_words(paper.agency, paper.series, on.year, paper.serial)


def doing_for(
    request: Request, paper: Paper, length: int | None, until: date | None, approved_by: str, on: date
) -> Doing:  # fmt: skip
    """The act of issuing, with what the paper sets (its own fields); the approver follows from who signed."""
    return Doing(
        gate_of(request, paper.kind), on, paper=paper, ref=paper.subcase.key if paper.subcase else "",
        length=length if length is not None else length_in(paper), until=until or until_in(paper),
        approved_by=approved_by or _approver(paper),
    )  # fmt: skip


def freeze(paper: Paper, on: date, now: datetime) -> None:
    """Print both forms, keep them sealed, and let the row be what was issued."""
    made = rendered(content_of(paper) | {"number": paper.number, "reviews": review_lines(paper)}, on=on)
    paper.pdf, paper.word, paper.pages = keep_private(made.pdf), keep_private(made.word), made.pages
    paper.state, paper.issued_on, paper.issued_at = Paper.State.ISSUED, on, now
    paper.save()


def review_lines(paper: Paper) -> list[str]:
    """Who passed it, for the sheets that print it: step, name, day. A sheet that no rank reviews shows the reply's."""
    shown = paper
    if not paper.chain:
        replies = Paper.objects.filter(request_id=paper.request_id, kind=REPLY).exclude(state=Paper.State.VOID)
        shown = replies.order_by("-id").first() or paper
    rows = PaperReview.objects.filter(paper=shown, round=shown.round, verdict=PaperReview.Verdict.PASSED)
    labels = {one["step"]: one["label"] for one in shown.chain}
    return [
        f"{labels.get(row.step, row.step)}　{row.person.name}　{day_of(row.at).isoformat()}"
        for row in rows.select_related("person").order_by("position")
    ]


def told_of(request: Request, paper: Paper, on: date, person: Person, now: datetime) -> None:
    """What follows in other parts of the room, and the applicant's card."""
    if paper.subcase is not None:
        paper.subcase.request = request
        letter_out(paper.subcase, paper, on, person, now)
    if paper.kind == FEE_NOTICE:
        noticed(paper)
    told(request, now=now)


def _approver(paper: Paper) -> str:
    """Whose consent the ranks gave that passed it in this round (law.paper_chains)."""
    passed = PaperReview.objects.filter(paper=paper, round=paper.round, verdict=PaperReview.Verdict.PASSED)
    steps = set(passed.values_list("step", flat=True))
    return next((one["approves"] for one in paper.chain if one["step"] in steps and one.get("approves")), "")
