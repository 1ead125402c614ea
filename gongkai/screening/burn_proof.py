"""Proof that a burned file holds nothing of what was covered: taken apart again in four ways, drawn, and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pypdfium2

from gongkai.screening.covered_words import Covered, bare, covered_in
from gongkai.screening.covers import Cover, on_page
from gongkai.screening.findings import KINDS, Context
from gongkai.screening.gathering import Gathering
from gongkai.screening.pdf_apart import found_in_objects, hidden_words, plumbed, read_plainly
from gongkai.screening.pdf_structure import look_at_pdf
from gongkai.screening.placed_text import signs_of

# What a PDF may not carry beside its pages.
UNSEEN = (
    "hidden_text", "metadata", "attachment", "script", "layer", "covered_text", "earlier_revision", "form_field",
    "annotation", "location", "custom_data", "embedded",
)  # fmt: skip
_DARKEST = 8
_SCALE = 2.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: a code, whether it holds, and the sentence for the certificate."""

    code: str
    holds: bool
    sentence: str


def prove(
    source: bytes, made: bytes, covers: Iterable[Cover], pictured: Iterable[int],
    done: Callable[[int], None] = lambda page: None,
) -> tuple[Check, ...]:  # fmt: skip
    """All checks in order; the file may go out only when every one holds. Raises CannotScreen."""
    marked = tuple(covers)
    before, after = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument(made)
    try:
        before.init_forms()
        covered = covered_in(before, marked)
        pages = _pages(before, after)
        places = _places(after, marked, done)
        plain = "".join(bare(page.get_textpage().get_text_range()) for page in after)
    finally:
        before.close()
        after.close()
    texts = {"PDFium": plain, "pdfplumber": plumbed(made), "pypdf": read_plainly(made)}
    return (
        pages, *places, _words(texts, covered), _bytes(made, covered, hidden_words(source), plain),
        _structure(made, set(pictured)), _one_revision(made),
    )  # fmt: skip


def _pages(before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument) -> Check:
    one, other = len(before), len(after)
    same = one == other and all(
        all(abs(a - b) < 1 for a, b in zip(before[at].get_size(), after[at].get_size(), strict=True))
        for at in range(one)
    )
    said = f"原件 {one} 页，处理后 {other} 页，页面大小" + ("相同" if same else "不同")
    return Check("pages", same, f"{said}。")


def _places(after: pypdfium2.PdfDocument, covers: tuple[Cover, ...], done: Callable[[int], None]) -> tuple[Check, ...]:
    """No sign lies under a cover, and every cover is black to its edges."""
    worded, bright = set[int](), set[int]()
    for number in sorted({one.page for one in covers}):
        if number > len(after):
            bright.add(number)
            continue
        page, here = after[number - 1], on_page(covers, number)
        if any(sign.words.strip() and sign.touches(one) for sign in signs_of(page) for one in here):
            worded.add(number)
        drawn = page.render(scale=_SCALE, grayscale=True, may_draw_forms=True).to_pil().convert("L")
        for one in here:
            left, top, right, bottom = one.pixels(drawn.width, drawn.height)
            inner = (left + 1, top + 1, max(left + 2, right - 1), max(top + 2, bottom - 1))
            if drawn.crop(inner).getextrema()[1] > _DARKEST:
                bright.add(number)
        page.close()
        done(number)
    return (
        Check("no-signs", not worded, _said("遮盖处没有任何可提取的文字", "遮盖处仍可提取文字", worded)),
        Check("black", not bright, _said(f"{len(covers)} 处遮盖全部为纯黑", "遮盖处不是纯黑", bright)),
    )


def _said(good: str, bad: str, pages: set[int]) -> str:
    return f"第{'、'.join(str(one) for one in sorted(pages))}页{bad}。" if pages else f"{good}。"


def _words(texts: dict[str, str], covered: Covered) -> Check:
    """Read anew by three programs, no covered word stands more often than it was left in the open."""
    over = {
        name for name, text in texts.items()
        if any(text.count(word) > covered.left.get(word, 0) for word in covered.words)
    }  # fmt: skip
    names = "、".join(texts)
    if over:
        return Check("no-words", False, f"用 {'、'.join(sorted(over))} 重新提取，仍有被遮盖的文字。")
    return Check("no-words", True, f"用 {names} 分别重新提取全文，没有被遮盖的文字（比对 {len(covered.words)} 个词）。")


def _structure(made: bytes, pictured: set[int]) -> Check:
    """Nothing beside the pages; the words laid over pages that are pictures are ours and are known."""
    looked = Gathering(Context(on=date.min))
    look_at_pdf(made, looked)
    left = {
        one.kind for one in looked.findings
        if one.kind in UNSEEN and not (one.kind == "hidden_text" and one.level == "doubtful" and one.place is not None
                                       and one.place.page in pictured)
    }  # fmt: skip
    labels = "、".join(KINDS[kind] for kind in UNSEEN)
    if left:
        return Check("nothing-beside", False, f"文件中仍有{'、'.join(sorted(KINDS[kind] for kind in left))}。")
    return Check("nothing-beside", True, f"没有{labels}。")


def _bytes(made: bytes, covered: Covered, hidden: set[str], plain: str) -> Check:
    """Every object of the file unpacked and searched for what was covered or hidden."""
    wanted = {word for word in covered.words if word not in covered.left}
    parts, left = found_in_objects(made, wanted | {word for word in hidden if word not in plain})
    said = "仍有被遮盖或者隐藏的内容" if left else "没有被遮盖或者隐藏的内容"
    return Check("no-bytes", not left, f"逐个对象解压后按四种编码查找（{parts} 段），{said}。")


def _one_revision(made: bytes) -> Check:
    """The file was written once: nothing before its end, nothing behind it."""
    once = made.count(b"%%EOF") == 1 and made.count(b"startxref") == 1 and not made.partition(b"%%EOF")[2].strip()
    return Check("one-revision", once, "文件只有一个版本，没有以前版本的残留。" if once else "文件中有以前版本的残留。")
