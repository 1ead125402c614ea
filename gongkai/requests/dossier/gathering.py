"""Everything of one request, in the order in which a dossier holds it (law.dossiers)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.kit.clock import day_of
from gongkai.kit.private import open_sealed
from gongkai.kit.private_files import take_private
from gongkai.law.dossiers import DossierRules
from gongkai.requests.composing import compose
from gongkai.requests.dossier.leaves import Leaf, of_file, of_pdf
from gongkai.requests.dossier.sheets import clocks_sheet, reviews_sheet, said_sheet, services_sheet
from gongkai.requests.models import Attachment, Paper, Quote, Release, Request
from gongkai.requests.printing import pdf_of
from gongkai.requests.statements import text_of

APPLICANT = "申请人"
FORMS = ("request_form", "registration")


def gather(request: Request, rules: DossierRules) -> list[Leaf]:
    """The leaves in order: by part as the rules order them, then by day. Raises FileLost, Unreadable."""
    order = {part: at for at, part in enumerate(rules.parts)}
    found = list(_all(request, rules))
    return sorted(found, key=lambda leaf: (order[leaf.part], leaf.on))


def _all(request: Request, rules: DossierRules) -> Iterator[Leaf]:
    issued = list(request.papers.filter(state=Paper.State.ISSUED).select_related("agency").order_by("issued_on", "id"))
    yield from _forms(request, rules, {one.kind for one in issued})
    for letter in issued:
        part = rules.papers.get(letter.kind, "notice")
        day = letter.issued_on or request.law_day
        pdf = take_private(letter.pdf)
        yield of_pdf(part, letter.title, day, pdf, number=letter.number, author=letter.agency.name)
    yield from _files(request, rules)
    yield from _said(request)
    yield from _released(request)
    if issued:
        last = max(one.issued_on for one in issued if one.issued_on)
        yield of_pdf("review", "文书审签记录", last, reviews_sheet(request, issued), author=request.agency.name)
        yield of_pdf("service", "送达记录", last, services_sheet(request, issued), author=request.agency.name)
    if request.clocks.exists():
        day = request.closed_on or request.law_day
        yield of_pdf("clock", "期限台账", day, clocks_sheet(request), author=request.agency.name)


def _forms(request: Request, rules: DossierRules, kinds: set[str]) -> Iterator[Leaf]:
    """Application form and registration as the platform holds them, where they were not issued as papers."""
    for kind in FORMS:
        if kind in kinds:
            continue
        paper = Paper(request=request, agency=request.agency, kind=kind, fields={})
        content = compose(paper, on=request.law_day).content
        author = APPLICANT if kind == "request_form" else request.agency.name
        pdf = pdf_of(content, on=request.law_day)
        yield of_pdf(rules.papers[kind], content["title"], request.law_day, pdf, author=author)


def _files(request: Request, rules: DossierRules) -> Iterator[Leaf]:
    rows = request.attachments.exclude(state=Attachment.State.REFUSED).exclude(role=Attachment.Role.SOURCE)
    for row in rows.order_by("at", "id"):
        part = rules.files.get(row.role, "other")
        author = APPLICANT if row.from_applicant else request.agency.name
        title = f"{row.get_role_display()}：{row.name}"
        yield of_file(part, title, day_of(row.at), row.name, take_private(row.digest), author=author)


def _said(request: Request) -> Iterator[Leaf]:
    """Statements, opinions, fees and what was said by telephone: one printed sheet each kind."""
    for statement in request.statements.order_by("received_on", "id"):
        text = text_of(statement)
        title = statement.get_kind_display()
        lines = [("收到日期", statement.received_on.isoformat()), ("内容", text)]
        sheet = said_sheet(request, title, lines)
        yield of_pdf("correction", title, statement.received_on, sheet, author=APPLICANT)
    for case in request.subcases.order_by("id"):
        answered: date = case.answered_on or case.sent_on or day_of(case.made_at)
        said = [
            ("对象", case.party), ("事项", case.question),
            ("结果", case.get_answer_display() or case.get_state_display()),
            ("意见", case.answer_text or "无"), ("认定", case.finding or "无"),
        ]  # fmt: skip
        title = case.get_kind_display()
        yield of_pdf("consultation", title, answered, said_sheet(request, title, said), author=case.party)
    quotes = list(request.quotes.exclude(state=Quote.State.CANCELLED).order_by("id"))
    for quote in quotes:
        lines = [("计算", quote.sentence), ("金额", f"{quote.yuan} 元"), ("状态", quote.get_state_display())]
        sheet = said_sheet(request, "信息处理费", lines)
        yield of_pdf("fee", "信息处理费", day_of(quote.made_at), sheet, author=request.agency.name)
    exchanges = list(request.exchanges.order_by("at", "id"))
    if exchanges:
        lines = [
            (f"{day_of(one.at).isoformat()} {one.get_direction_display()}", open_sealed(one.sealed).get("text", ""))
            for one in exchanges
        ]
        yield of_pdf("other", "往来记录", day_of(exchanges[-1].at), said_sheet(request, "往来记录", lines))


def _released(request: Request) -> Iterator[Leaf]:
    rows = request.releases.filter(audience=Release.Audience.APPLICANT, state=Release.State.GIVEN)
    for row in rows.order_by("source_id", "version"):
        day = day_of(row.burned_at or row.made_at)
        yield of_file("released", row.name, day, row.name, take_private(row.digest), author=request.agency.name)
        certificate = take_private(row.certificate)
        yield of_pdf("released", f"{row.name} 处理证明", day, certificate, author=request.agency.name)
