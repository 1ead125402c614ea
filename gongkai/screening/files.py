"""One door for a file: its words by place, and what it carries that is not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.screening.errors import CannotScreen as CannotScreen
from gongkai.screening.findings import KINDS, Context, Finding, Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.gathering import PlacedText as PlacedText
from gongkai.screening.opening import NAMES, kind_of
from gongkai.screening.page import look_at_page
from gongkai.screening.pdf import look_at_pdf_apart
from gongkai.screening.pictures import look_at_picture, opened
from gongkai.screening.plain import look_at_plain
from gongkai.screening.sheet import look_at_sheet
from gongkai.screening.slides import look_at_slides
from gongkai.screening.word import look_at_word

_INSIDE: dict[str, Callable[[bytes, Gathering], None]] = {
    "docx": look_at_word, "xlsx": look_at_sheet, "pptx": look_at_slides, "pdf": look_at_pdf_apart,
}  # fmt: skip
_UNREAD = ("ole", "rtf", "ofd", "opendocument")


@dataclass(frozen=True, slots=True)
class FileScreening:
    """What a file was found to hold. `looked_for` are the kinds of findings that were looked for."""

    name: str
    kind: str
    findings: tuple[Finding, ...]
    texts: tuple[PlacedText, ...]
    looked_for: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """No sure finding, and nothing that could not be looked into."""
        return not any(one.level == "sure" or one.kind == "unseen" for one in self.findings)

    @property
    def text(self) -> str:
        """What is seen, running."""
        return "".join(one.joint + one.text for one in self.texts if not one.hidden).lstrip("\n\t")


def screen_file(name: str, data: bytes, context: Context) -> FileScreening:
    """Open a file and screen all of it. Files that cannot be looked into get a doubtful finding of kind `unseen`.

    Raises CannotScreen (empty, too-large, encrypted, damaged, bomb, unsafe, archive, media, executable, unknown-kind,
    forged, too-slow), with a sentence that begins with the name; UnknownLaw for a day without registered law.
    """
    kind, gathering = gathered(name, data, context)
    looked_for = tuple(one for one in KINDS if one not in context.skip)
    return FileScreening(name, kind, gathering.screened(), tuple(gathering.texts), looked_for)


def gathered(name: str, data: bytes, context: Context | None = None) -> tuple[str, Gathering]:
    """The kind of a file and what it holds, not yet screened: enough to see what is hidden in it."""
    gathering = Gathering(context or Context(on=date.min))
    try:
        kind = kind_of(name, data)
        _look(kind, name, data, gathering)
    except CannotScreen as problem:
        sentence = problem.sentence if problem.sentence.startswith(name) else f"{name}：{problem.sentence}"
        raise CannotScreen(problem.code, sentence) from problem
    except (MemoryError, RecursionError) as problem:
        raise CannotScreen("too-large", f"{name}：内容过于庞大，没有筛查完，分成几份后再上传。") from problem
    except Exception as problem:
        # The parsers underneath raise whatever a broken file makes them stumble over.
        raise CannotScreen("damaged", f"{name}：文件内容已损坏，重新导出后再上传。") from problem
    return kind, gathering


def _look(kind: str, name: str, data: bytes, gathering: Gathering) -> None:
    if kind in _INSIDE:
        _INSIDE[kind](data, gathering)
    elif kind == "html":
        look_at_page(name, data, gathering)
    elif kind in {"text", "csv"}:
        look_at_plain(name, data, gathering, table=kind == "csv")
    elif kind in {"jpeg", "png", "image"}:
        if kind != "image":
            opened(name, data)
        look_at_picture(gathering, data, Place("image", name=name))
    elif kind in _UNREAD:
        what = f"这是{NAMES[kind]}，里面的文字和隐藏内容无法查看"
        mend = "另存为 PDF 或 .docx 后再筛查，不转换的不能视为通过"
        gathering.hidden("unseen", "doubtful", Place("embedded", name=name), "", what, mend, screened=False)
