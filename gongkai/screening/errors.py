"""Why a file cannot be screened or cleaned: a stable code and one Chinese sentence that says what to do."""

from __future__ import annotations


class CannotScreen(Exception):
    """A file that cannot be opened at all. What can be opened but not looked into is a finding of kind `unseen`."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class CannotClean(Exception):
    """A file that cannot be cleaned, or where something was left after cleaning."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
