"""The law data is read whole before the first request: a broken row stops the start, not a citizen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, register

from gongkai.law.errors import LawError
from gongkai.law.formats import formats
from gongkai.law.instruments import instruments
from gongkai.law.loading import DATA


@register()
def law_data_holds(root: Path = DATA, **kwargs: Any) -> list[CheckMessage]:
    """Instruments and report formats load, with every citation resolved."""
    for load in (instruments, formats):
        try:
            load(root)
        except LawError as error:
            return [Error(error.sentence, hint="改正所指文件中的该项后重新启动。", id="gongkai.E010")]
    return []
