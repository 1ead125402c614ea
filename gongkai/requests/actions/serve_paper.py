"""Record how an issued paper was served, or that trying failed; service of a reply closes the request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.service import ways
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Paper, Service, ServiceProof
from gongkai.requests.papers import lock_paper, may_write, said_of
from gongkai.requests.proofs import File, keep_proofs, looked_at
from gongkai.requests.serving import arrived_on, due_of, judged, move, onto_card
from gongkai.units.acting import person_of

ACT = "serve_paper"
ELECTRONIC = "electronic"


@action
def serve_paper(
    paper_id: int, way: str, days: Mapping[str, date], carrier: str = "", mail_number: str = "", signer: str = "", *,
    failed: str = "", proofs: Sequence[int] = (), files: Sequence[File] = (), actor: Actor, now: datetime,
) -> Service:  # fmt: skip
    """`days` by event of law.service. `failed`: why it did not reach him; then no day counts and nothing moves.
    `proofs` are files of the request, `files` new ones.

    Raises Refused "no-paper", "not-allowed", "not-issued", "service", "day-ahead", "served-before-issue",
    "no-attachment", "file-refused", and those of the gate.
    """
    looked = looked_at(files)
    request, paper = lock_paper(paper_id)
    may_write(actor, request)
    person, before = person_of(actor), said_of(request, paper)
    if paper.state != Paper.State.ISSUED:
        raise Refused("not-issued", "文书还没有发出，不能登记送达。请先签发、发出。")
    if way not in ways().titles:
        raise Refused("service", f"没有登记送达方式“{way}”，未登记。请重新选择。")
    attached = keep_proofs(request, proofs, looked, person, now)
    row = Service(
        paper=paper, way=way, days={event: day.isoformat() for event, day in days.items()}, carrier=carrier,
        mail_number=mail_number.strip()[:40], signer=signer.strip()[:60], failed=failed.strip()[:200],
        made_by=person, at=now,
    )  # fmt: skip
    if not row.failed:
        found = judged(paper, way, days, carrier, due_of(request, paper), now)
        row.served_on, row.in_time, row.sentence = found.served_on, found.in_time, found.sentence[:400]
        row.arrived_on = arrived_on(way, days, found.served_on)
        if way == ELECTRONIC:
            onto_card(request, paper, now)
        move(request, paper, found, row.arrived_on, actor=actor, person=person, now=now)
    row.save(force_insert=True)
    ServiceProof.objects.bulk_create(ServiceProof(service=row, attachment=one) for one in attached)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=said_of(request, paper)
        | {
            "way": way, "served_on": row.served_on.isoformat() if row.served_on else "", "in_time": row.in_time,
            "failed": bool(row.failed),
        },
        reason="登记送达" if not row.failed else "登记未能送达", actor=actor, now=now,
    )  # fmt: skip
    return row
