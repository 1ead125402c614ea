"""What a file holds, gathered place by place, and then screened as one text, so that nothing hides between places."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from gongkai.screening.errors import CannotScreen
from gongkai.screening.findings import Context, Finding, Level, Place
from gongkai.screening.opening import BOUNDS
from gongkai.screening.text import screen_text

_EXCERPT = 80


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Some words and where they stand. `hidden`: not seen when the file is opened in the usual way. `joint` is what
    parts it from the words before: a line end, or a tab inside a row."""

    place: Place
    text: str
    hidden: bool = False
    joint: str = "\n"


class Gathering:
    """Collects words and hidden things of one file."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.texts: list[PlacedText] = []
        self.findings: list[Finding] = []
        self._characters = 0
        self._pending = ""

    def add(self, place: Place, text: str, hidden: bool = False, joint: str = "\n") -> None:
        """Take words. Raises CannotScreen ("too-large") when there are more than are worth looking at."""
        if not text.strip():
            if not hidden:
                # An empty cell keeps its column for the cells behind it.
                self._pending = self._pending + joint if joint.startswith("\t") else joint
            return
        if not hidden:
            joint, self._pending = (self._pending + joint if joint.startswith("\t") else joint), ""
        self._characters += len(text)
        if self._characters > BOUNDS.characters or len(self.texts) > BOUNDS.cells:
            raise CannotScreen("too-large", "文件的文字过多，没有筛查完，分成几份后再上传。")
        self.texts.append(PlacedText(place, text, hidden, joint))

    def hidden(
        self, kind: str, level: Level, place: Place, excerpt: str, what: str, mend: str, screened: bool = True
    ) -> None:
        """Take something that is not seen when the file is opened; its words are screened too."""
        if kind not in self.context.skip:
            excerpt = excerpt.strip()
            short = excerpt if len(excerpt) <= _EXCERPT else excerpt[:_EXCERPT] + "…"
            sentence = f"{place.words}{what}，{mend}。"
            self.findings.append(Finding(kind, level, 0, len(short), short, sentence, "", place, hidden=True))
        if screened:
            self.add(place, excerpt, hidden=True)

    def screened(self) -> tuple[Finding, ...]:
        """All findings with their places; offsets are into the words at the place where the finding begins."""
        found = list(self.findings)
        for hidden in (False, True):
            found += self._screen([one for one in self.texts if one.hidden is hidden], hidden)
        return tuple(dict.fromkeys(found))

    def _screen(self, texts: list[PlacedText], hidden: bool) -> list[Finding]:
        starts: list[int] = []
        parts: list[str] = []
        length = 0
        for one in texts:
            parts += [one.joint, one.text]
            starts.append(length + len(one.joint))
            length += len(one.joint) + len(one.text)
        findings = []
        for finding in screen_text("".join(parts), self.context):
            at = max(0, bisect_right(starts, finding.start) - 1)
            place, offset = texts[at].place, starts[at]
            findings.append(
                replace(
                    finding,
                    start=finding.start - offset,
                    end=finding.end - offset,
                    place=place,
                    hidden=hidden,
                    sentence=f"{place.words}{'（不显示的内容）' if hidden else ''}{finding.sentence}",
                )
            )
        return findings
