"""The queries by which faces reach papers. `asker` comes first; papers of another unit's request are not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.duties import duty_labels
from gongkai.law.paper_forms import PaperForm, paper_forms
from gongkai.law.procedure import PLATFORM
from gongkai.law.wording import blanks_in
from gongkai.requests import sight
from gongkai.requests.models import (
    Paper,
    PaperChain,
    PaperReview,
    PaperVersion,
    Request,
    Service,
    SubCase,
)
from gongkai.requests.papers import MENDING, form_of, gate_of
from gongkai.requests.stepping import may_act, table_of
from gongkai.units.models import Agency, Person
from gongkai.units.powers import HANDLE_REQUESTS, as_duty

NOT_THERE = "没有这份文书，或者它不属于你任职的单位。请从申请的文书栏重新打开。"
# What a paper about a sub-case prints.
OF_SUBCASE = frozenset({"party", "question", "consulted", "sent_on", "party_found"})
# Without the composed documents and what people filled in: lists need neither.
LINE = (
    "request", "agency", "subcase", "kind", "state", "title", "number", "chain", "position", "round", "content_hash",
    "made_by", "submitted_by", "submitted_at", "signed_by", "signed_at", "issued_on", "pages", "void_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rank:
    """One step of a paper's chain: how it stands in the present round."""

    label: str
    duty: str
    review: PaperReview | None
    due: bool


def of_request(asker: Actor, request_id: int) -> list[Paper]:
    """The papers of one request with their services, the newest last. Raises nothing: none where he may not see it."""
    rows = Paper.objects.filter(request__in=sight.visible(asker).filter(pk=request_id)).only(*LINE)
    return list(rows.prefetch_related("services").order_by("id"))


def paper(asker: Actor, paper_id: int) -> Paper:
    """One paper with everything its page shows. Raises Refused "no-paper", the same for none and for another's."""
    reviews = PaperReview.objects.select_related("person").order_by("id")
    services = Service.objects.select_related("made_by").prefetch_related("proofs__attachment").order_by("id")
    rows = Paper.objects.filter(pk=paper_id, agency__code__in=sight.codes(asker)).select_related(
        "request__agency", "request__handler", "agency", "subcase", "made_by", "submitted_by", "signed_by",
        "mending__of",
    )  # fmt: skip
    found = rows.prefetch_related(Prefetch("reviews", reviews), Prefetch("services", services), "mended_by__paper")
    row = found.first()
    if row is None:
        raise Refused("no-paper", NOT_THERE)
    return row


def ranks(row: Paper) -> list[Rank]:
    """The chain of the present round with its verdicts."""
    passed = {
        one.position: one
        for one in row.reviews.all()
        if one.round == row.round and one.verdict == PaperReview.Verdict.PASSED
    }
    under_way = row.state == Paper.State.IN_REVIEW
    return [
        Rank(one["label"], one["duty"], passed.get(place), under_way and place == row.position)
        for place, one in enumerate(row.chain)
    ]


def may_judge(asker: Actor, row: Paper) -> bool:
    """Whether the due step is the asker's by duty; that he may not judge his own the action says."""
    if row.state != Paper.State.IN_REVIEW or row.position >= len(row.chain):
        return False
    return asker.may(as_duty(row.chain[row.position]["duty"]), row.agency.code)


def waiting(asker: Actor, person: Person | None) -> list[Paper]:
    """The papers whose due step is the asker's, sent by somebody else; those of the nearest limit first."""
    rows = _listed().filter(state=Paper.State.IN_REVIEW, agency__code__in=_codes(asker))
    own = person.pk if person else 0
    found = [one for one in rows if may_judge(asker, one) and own not in (one.submitted_by_id, one.made_by_id)]
    return sorted(found, key=lambda one: (one.request.due_on or date.max, one.submitted_at or one.made_at))


def to_issue(asker: Actor) -> list[Paper]:
    """Signed papers that the asker may issue, the oldest signature first."""
    rows = _listed().filter(state=Paper.State.SIGNED, agency__code__in=_codes(asker, HANDLE_REQUESTS))
    return [one for one in rows.order_by("signed_at", "id") if not issuers(asker, one)]


def issuers(asker: Actor, row: Paper) -> str:
    """Whose it is to issue this paper where it is not the asker's; empty where he may, or where it is no act."""
    act = table_of(row.request).acts.get(gate_of(row.request, row.kind))
    if act is None or may_act(asker, act, row.agency.code):
        return ""
    return "、".join(duty_labels().get(code, code) for code in act.by if code != PLATFORM)


def to_serve(asker: Actor) -> QuerySet[Paper]:
    """Issued papers without a service that succeeded, which the asker may serve."""
    rows = _listed().filter(state=Paper.State.ISSUED, agency__code__in=_codes(asker, HANDLE_REQUESTS))
    return rows.exclude(services__served_on__isnull=False).order_by("issued_on", "id")


def versions(asker: Actor, row: Paper) -> Sequence[PaperVersion]:
    """Every round's content, the oldest first."""
    if row.agency.code not in sight.codes(asker):
        return ()
    return list(row.versions.select_related("made_by").order_by("round"))


def chains(asker: Actor, agency: Agency) -> dict[str, PaperChain]:
    """The unit's own chains by group; empty for who does not work on requests there."""
    if agency.code not in sight.codes(asker):
        return {}
    return {one.group: one for one in PaperChain.objects.filter(agency=agency).select_related("made_by")}


def form(request: Request, kind: str) -> PaperForm:
    """The form of that kind for this request. Raises Refused "no-such-paper"."""
    return form_of(request, kind)


def draftable(asker: Actor, request: Request) -> list[PaperForm]:
    """The kinds that the asker may draft now: those whose issue the state allows and those that move nothing, without
    letters of sub-cases, which begin with their sub-case, and papers of other matters."""
    if not asker.may(HANDLE_REQUESTS, request.agency.code):
        return []
    table, asked = table_of(request), bool(request.subcases.all())
    found = []
    for one in paper_forms(request.law_day):
        gate = gate_of(request, one.code)
        if one.code == MENDING or one.to in ("party", "complainant") or (of_subcase(one) and not asked):
            continue
        if gate and not table.steps_for(request.state, gate):
            continue
        if request.received_on is None and one.group in ("reply", "notice") and gate:
            continue
        found.append(one)
    return found


def parties(asker: Actor, request: Request, wanted: PaperForm) -> list[SubCase]:
    """The sub-cases a paper of that form can be about; none for the others."""
    if not of_subcase(wanted) or request.agency.code not in sight.codes(asker):
        return []
    return list(request.subcases.order_by("id"))


def of_subcase(wanted: PaperForm) -> bool:
    """Whether the paper tells of a sub-case: it goes to its party, or names what was asked of it."""
    return wanted.to == "party" or bool(OF_SUBCASE & set(blanks_in(wanted.text)))


def _listed() -> QuerySet[Paper]:
    return Paper.objects.select_related("request", "agency", "submitted_by").defer("content", "fields")


def _codes(asker: Actor, act: str = "") -> frozenset[str]:
    return sight.codes(asker, act) if act else sight.codes(asker)
