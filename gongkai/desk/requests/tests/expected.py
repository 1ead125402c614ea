"""Who is let in where: one row for every address of disclosure on request. An address without a row fails the test.

`clerk`, `office`, `head` (section head) and `publisher` are people of the request's unit, `asked` a clerk of the unit
asked in its sub-case, `stranger` one of a third unit, `upper` the office that oversees the unit; `security` and `audit`
are administrators, `receiver` is a receiver of a hall, `visitor` not signed in.
"""

from __future__ import annotations

CAST = (
    "clerk", "office", "head", "publisher", "asked", "stranger", "upper", "security", "audit", "receiver", "visitor"
)  # fmt: skip
HANDLERS = frozenset({"clerk", "office"})
READERS = HANDLERS | {"head"}
# Everybody who handles requests somewhere, at his own unit's pages.
ALL_HANDLERS = HANDLERS | {"asked", "stranger", "upper"}
ALL_READERS = READERS | {"asked", "stranger", "upper"}
OFFICES = frozenset({"office", "upper"})
ASKED = frozenset({"asked"})
# Pages that show each only what is his: an empty list where nothing is.
EVERYBODY = frozenset(CAST) - {"visitor"}
# Bound to a thing that is not there in the tests' world: not there for anybody.
NOBODY = frozenset[str]()

LET_IN: dict[str, frozenset[str]] = {
    "requests": ALL_READERS,
    "requests-register": ALL_HANDLERS,
    "requests-export": ALL_HANDLERS,
    "requests-board": OFFICES,
    "requests-volume": ALL_READERS,
    "requests-fees": ALL_READERS,
    "requests-enquiries": ALL_HANDLERS,
    "request-new": ALL_HANDLERS,
    "request-enter": ALL_HANDLERS,
    "request": READERS,
    "request-applicant": HANDLERS,
    "request-mend": HANDLERS,
    "request-exchanges": READERS,
    "request-alike": READERS,
    "request-volume": READERS,
    "request-act-register": READERS,
    "request-act-confirm_receipt": READERS,
    "request-act-send_on": READERS,
    "request-act-void_registration": frozenset({"office"}),
    "request-act-assign": frozenset({"office", "head"}),
    "request-act-split": HANDLERS,
    "request-act-join": HANDLERS,
    "request-fee": READERS,
    "request-disputes": READERS,
    "disputes": ALL_HANDLERS,
    "disputes-export": ALL_HANDLERS,
    "disputes-table": ALL_HANDLERS,
    "dispute": READERS,
    "dispute-change": HANDLERS,
    "dispute-attach": READERS,
    "dispute-paper": frozenset(),
    "request-papers": READERS,
    "request-paper-new": HANDLERS,
    "request-decide": HANDLERS,
    "request-act-reply_on_the_spot": HANDLERS,
    "papers": ALL_READERS,
    "paper": READERS,
    "paper-edit": HANDLERS,
    "paper-act": READERS,
    "paper-serve": HANDLERS,
    "paper-compare": READERS,
    "paper-file": READERS,
    "paper-chain": OFFICES,
    "paper-templates": OFFICES,
    "paper-template": OFFICES,
    "paper-template-sample": OFFICES,
    "paper-settings": OFFICES,
    "procedure": ALL_READERS,
    "request-moves": EVERYBODY,
    "request-clock": READERS,
    "request-clock-entry": READERS,
    "request-act-receive_correction": READERS,
    "request-act-judge_correction": READERS,
    "request-act-receive_reasons": READERS,
    "request-act-go_on_without_reasons": READERS,
    "request-act-judge_reasons": READERS,
    "request-act-withdraw": READERS,
    "request-act-end_lapsed": READERS,
    "request-act-end_unreachable": READERS,
    "request-subcases": READERS,
    "request-subcase-new": NOBODY,
    "subcases": EVERYBODY,
    "subcase": ASKED,
    "subcase-sign": ASKED,
    "subcase-letter": NOBODY,
    "subcase-item": NOBODY,
    "subcase-file": NOBODY,
    "subcase-receipt": HANDLERS,
    "subcase-answer": HANDLERS,
    "subcase-close": HANDLERS,
    "subcase-cancel": HANDLERS,
    "subcase-remind": HANDLERS,
    "request-files": READERS,
    "request-file": READERS,
    "request-release-new": HANDLERS,
    "request-release-drop": NOBODY,
    "request-redact": NOBODY,
    "request-redact-page": NOBODY,
    "request-redact-progress": NOBODY,
    "request-release-file": READERS,
    "request-propose": HANDLERS,
    "request-conversions": EVERYBODY,
    "request-conversion": NOBODY,
    "request-dossier": READERS,
    "request-dossier-archive": READERS,
    "request-dossier-copy": HANDLERS,
    "dossier-take-out": NOBODY,
    "matters": EVERYBODY,
    "matter-new": EVERYBODY,
    "matter": HANDLERS,
    "matter-take": HANDLERS,
    "matter-reply": HANDLERS,
    "matter-tell": HANDLERS,
    "matter-done": HANDLERS,
    "matter-take-out": NOBODY,
    "matter-sign": NOBODY,
    "matter-return": NOBODY,
}
