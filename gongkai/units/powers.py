"""Which acts go with which duty. A person's powers follow from his duties and from nothing else."""

from __future__ import annotations

READ = "read_records"
DRAFT = "draft_record"
IMPORT = "import_records"
ADJUST = "adjust_records"
PUBLISH = "publish_record"
WITHDRAW = "withdraw_record"
SET_CHAIN = "set_review_chain"
SET_PHRASES = "set_phrases"
ANSWER_ESCALATION = "answer_escalation"
LINK_RECORDS = "link_records"
EXPORT_LEDGER = "export_ledger"
MANAGE_UNITS = "manage_units"
MANAGE_PEOPLE = "manage_people"
ASSIGN_DUTIES = "assign_duties"
MANAGE_SYSTEMS = "manage_systems"
READ_JOURNAL = "read_journal"
SEE_WORKER = "see_worker"
EDIT_COLUMNS = "edit_columns"
PUBLISH_COLUMNS = "publish_columns"
MANAGE_SITE = "manage_site"
DELIVER = "deliver_to_halls"
OVERSEE_DELIVERY = "oversee_delivery"
RECEIVE = "receive_at_hall"
COMPILE_ITEMS = "compile_items"
REVIEW_ITEMS = "review_items"
PUBLISH_ITEMS = "publish_items"
SEE_VISITS = "see_visits"
PUSH = "push_outward"
READ_REQUESTS = "read_requests"
HANDLE_REQUESTS = "handle_requests"
READ_APPLICANTS = "read_applicants"
ANSWER_SUBCASES = "answer_subcases"
SET_PAPERS = "set_papers"
HANDLE_DISPUTES = "handle_disputes"
HANDLE_MATTERS = "handle_matters"
OVERSEE_REQUESTS = "oversee_requests"
WATCH_CLOCKS = "watch_clocks"
SET_SUPERVISION = "set_supervision"
ISSUE_CARDS = "issue_cards"
APPEAL_CARDS = "appeal_cards"
SET_ASSURANCE = "set_assurance"
INSPECT = "inspect_site"
READ_STATISTICS = "read_statistics"
FILE_STATISTICS = "file_statistics"
ACCEPT_FILINGS = "accept_filings"
COMPILE_REPORT = "compile_report"
PUBLISH_REPORT = "publish_annual_report"
WITHDRAW_REPORT = "withdraw_annual_report"

REQUESTS = frozenset({READ_REQUESTS, ANSWER_SUBCASES})
BUSINESS = frozenset({READ, EXPORT_LEDGER, SEE_WORKER, WATCH_CLOCKS, READ_STATISTICS})
POWERS: dict[str, frozenset[str]] = {
    "clerk": BUSINESS
    | {DRAFT, IMPORT, ADJUST, LINK_RECORDS, SET_PHRASES, COMPILE_ITEMS, EDIT_COLUMNS}
    | REQUESTS
    | {HANDLE_REQUESTS, READ_APPLICANTS, HANDLE_DISPUTES, HANDLE_MATTERS}
    | {APPEAL_CARDS, FILE_STATISTICS, COMPILE_REPORT},
    "section_head": BUSINESS | {DRAFT} | REQUESTS,
    "window_head": BUSINESS | {DRAFT} | REQUESTS,
    "deputy_leader": BUSINESS | REQUESTS | {APPEAL_CARDS},
    "secrecy_reviewer": BUSINESS | {ANSWER_ESCALATION, SET_PHRASES} | REQUESTS,
    "publisher": BUSINESS
    | {PUBLISH, WITHDRAW, LINK_RECORDS, PUBLISH_COLUMNS, DELIVER, PUBLISH_ITEMS}
    | {SEE_VISITS, PUSH, PUBLISH_REPORT, WITHDRAW_REPORT},
    "disclosure_office": BUSINESS
    | {DRAFT, IMPORT, ADJUST, SET_CHAIN, SET_PHRASES, LINK_RECORDS, WITHDRAW, DELIVER, OVERSEE_DELIVERY}
    | {COMPILE_ITEMS, REVIEW_ITEMS, PUBLISH_ITEMS, EDIT_COLUMNS, PUBLISH_COLUMNS, SEE_VISITS, PUSH}
    | REQUESTS
    | {HANDLE_REQUESTS, READ_APPLICANTS, SET_PAPERS, HANDLE_DISPUTES, HANDLE_MATTERS, OVERSEE_REQUESTS}
    | {SET_SUPERVISION, ISSUE_CARDS, SET_ASSURANCE, INSPECT, FILE_STATISTICS, ACCEPT_FILINGS, COMPILE_REPORT}
    | {PUBLISH_REPORT, WITHDRAW_REPORT},
    "legal_reviewer": BUSINESS | REQUESTS,
    "statistics_clerk": BUSINESS | {FILE_STATISTICS, COMPILE_REPORT},
    "supervisor": frozenset({SEE_WORKER, WATCH_CLOCKS, SET_SUPERVISION, ISSUE_CARDS, INSPECT})
    | {READ_STATISTICS, ACCEPT_FILINGS},
    "assessor": frozenset(),
    "hall_receiver": frozenset({RECEIVE}),
    "system_administrator": frozenset({MANAGE_UNITS, MANAGE_PEOPLE, MANAGE_SYSTEMS, SEE_WORKER, MANAGE_SITE}),
    "security_administrator": frozenset({ASSIGN_DUTIES}),
    "audit_administrator": frozenset({READ_JOURNAL, SEE_WORKER}),
}


def as_duty(duty: str) -> str:
    """The act of doing what a duty does, for steps of a review chain that ask for a duty by name."""
    return f"duty:{duty}"
