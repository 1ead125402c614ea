"""What every detector works on: the text as given, its plain form, the context, and how a finding is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.law.secrecy import ReviewGround, review_ground
from gongkai.screening.findings import Context, Finding, Level, masked
from gongkai.screening.folding import Folded, fold

_LONGEST_EXCERPT = 120


@dataclass(slots=True)
class Look:
    """One text being looked at. `plain` is the folded text, `figures` the same with Chinese digits as figures."""

    given: str
    context: Context
    folded: Folded
    plain: str
    figures: str
    offset: int = 0
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def at(cls, text: str, context: Context, offset: int = 0) -> Look:
        """Begin to look at a text; `offset` is added to every place found."""
        folded = fold(text)
        return cls(text, context, folded, folded.text, folded.digits, offset)

    def before(self, start: int, length: int = 20) -> str:
        """The words that stand before a place, on the same line."""
        return self.plain[max(0, start - length) : start].rsplit("\n", 1)[-1]

    def after(self, end: int, length: int = 12) -> str:
        """The words that stand behind a place, on the same line."""
        return self.plain[end : end + length].split("\n", 1)[0]

    def found(
        self, kind: str, level: Level, span: tuple[int, int], what: str, mend: str, topic: str = "", blot: bool = True
    ) -> None:
        """Take down a finding; `{}` in `what` is the excerpt, blotted out where it may not be repeated."""
        if kind in self.context.skip:
            return
        low, high = span
        while high > low and self.plain[high - 1].isspace():
            high -= 1
        while low < high and self.plain[low].isspace():
            low += 1
        start, end = self.folded.origin(low, high)
        excerpt = self.given[start:end]
        words = " ".join(self.plain[low:high].split())
        shown = masked(words) if blot else words[:_LONGEST_EXCERPT]
        ground = self.ground(topic) if topic else None
        basis = f"；依据{ground.words}，" if ground else "；"
        sentence = what.format(shown) + basis + mend + "。"
        cite = ground.cite if ground else ""
        self.findings.append(Finding(kind, level, start + self.offset, end + self.offset, excerpt, sentence, cite))

    def ground(self, topic: str) -> ReviewGround:
        """The article a topic rests on, on the day of the screening."""
        return review_ground(topic, self.context.on)
