"""What the rule core says when it cannot answer: one code, one sentence a clerk can act on."""

from __future__ import annotations

from pathlib import Path


class LawError(Exception):
    """The rule core cannot answer. `code` is stable; `sentence` is Chinese and says what to do."""

    code = "law"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class LawDataError(LawError):
    """A data file breaks its own rules. Names the file and the key, so that it can be mended at once."""

    code = "law-data"

    def __init__(self, file: Path | str, key: str, problem: str) -> None:
        self.file = Path(file)
        self.key = key
        self.problem = problem
        super().__init__(f"法规数据有误：{self.file.name}，{key}：{problem}")


class UnknownLaw(LawError):
    """Nothing is known for that day. The core stops; it never falls back on a default."""

    code = "unknown-law"


class CalendarNotPublished(UnknownLaw):
    """The holiday notice of that year has not been entered."""

    code = "calendar-not-published"
