"""What a paper says, for a screen: its paragraphs, what it lacks, whether it still holds, its printed forms."""

from __future__ import annotations

from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.private import open_sealed
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.requests import sight
from gongkai.requests.composing import compose, rendered
from gongkai.requests.models import Paper, PaperVersion, Request
from gongkai.requests.paper_settings import Missing
from gongkai.requests.paper_source import Source
from gongkai.requests.papers import REPLY, content_of, form_of
from gongkai.requests.printing import text_of
from gongkai.requests.reads_papers import paper
from gongkai.requests.reply_text import decisions_text, remedy_text


def text(row: Paper) -> tuple[str, ...]:
    """The whole paper paragraph by paragraph, as it was composed; empty where it could not be yet."""
    content = content_of(row)
    return text_of(content) if content else ()


def version_text(row: PaperVersion) -> tuple[str, ...]:
    """The same for one round."""
    return text_of(open_sealed(row.sealed))


def problems(row: Paper, on: date) -> tuple[str, ...]:
    """What a draft still lacks, a sentence each; nothing for papers under way or out."""
    if row.state != Paper.State.DRAFT:
        return ()
    try:
        return compose(row, on=on).problems
    except LawError as error:
        return (error.sentence,)


def stale(row: Paper, on: date) -> bool:
    """Whether what was submitted or signed is no longer what the rows say."""
    if row.state not in (Paper.State.IN_REVIEW, Paper.State.SIGNED):
        return False
    try:
        return compose(row, on=on).hash != row.content_hash
    except LawError:
        return True


def spoken(asker: Actor, request: Request, on: date) -> str:
    """What a reply on the spot says: the sentences of the decisions and the remedy, where they can be composed."""
    if request.agency.code not in sight.codes(asker):
        return ""
    try:
        source = Source(form_of(request, REPLY), request.agency, on, request.law_day, {}, of=request)
        return "\n".join(part for part in (decisions_text(source), remedy_text(source)) if part)
    except (LawError, Missing):
        return ""


def printed(asker: Actor, paper_id: int, kind: str, on: date) -> tuple[str, bytes]:
    """A paper's PDF or Word with a name to save it by: the frozen one once issued, else as it would be printed.

    Raises Refused "no-paper".
    """
    row = paper(asker, paper_id)
    if row.state == Paper.State.ISSUED:
        data = take_private(row.pdf if kind == "pdf" else row.word)
        return f"{row.number or row.title}.{'pdf' if kind == 'pdf' else 'docx'}", data
    if not row.content:
        raise Refused("not-composed", "这份文书还不能成文，没有可以打印的内容。请打开文书，补全列出的内容。")
    made = rendered(content_of(row), on=on)
    return f"{row.title}.{'pdf' if kind == 'pdf' else 'docx'}", made.pdf if kind == "pdf" else made.word
