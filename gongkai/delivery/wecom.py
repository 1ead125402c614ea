"""The group robot of WeCom: one markdown message to one address, and what a message about records says.

The interface takes 4,096 bytes of markdown and 20 messages a minute. It tells no message back: what was sent without an
answer cannot be looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from urllib.parse import parse_qsl, urlsplit

from gongkai.delivery.push_http import Outside, as_json
from gongkai.delivery.wechat_answers import WECOM, refusal

NAME = "企业微信"
LARGEST = 4096
A_MINUTE = 20
A_MESSAGE = 10
# What would be markup, or call somebody's attention, in words that came from a record.
MARKUP = str.maketrans("[]<>*`", "［］＜＞＊｀")
HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a message: what happened to it, its title, its unit, the address of its page."""

    happened: str
    title: str
    agency: str
    address: str


def send(webhook: str, words: str, outside: Outside | None = None) -> None:
    """Have the robot say it. Raises Unreached, Unsure, PlatformSaid; none names the address, which is a secret."""
    parts = urlsplit(webhook)
    service = outside or Outside(f"{parts.scheme}://{parts.netloc}")
    body = as_json({"msgtype": "markdown", "markdown": {"content": words}})
    said = refusal(WECOM, NAME, service.ask(parts.path, dict(parse_qsl(parts.query)), body))
    if said is not None:
        raise said


def message(lines: Sequence[Line]) -> tuple[str, int]:
    """The message of as many of the lines as it has room for, one at least, and how many those are."""
    for count in range(min(len(lines), A_MESSAGE), 0, -1):
        words = _words(lines[:count])
        if count == 1 or len(words.encode()) <= LARGEST:
            return words, count
    raise ValueError("no line")


def quiet(at: time, hours: str) -> bool:
    """Whether the robot is silent at that time of day; hours as `21:00-07:30`, empty for never."""
    found = HOURS.fullmatch(hours)
    if found is None:
        return False
    first, last = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    return first <= at < last if first <= last else at >= first or at < last


def _words(lines: Sequence[Line]) -> str:
    told = [f"**政府信息公开**（{len(lines)} 条）"]
    for line in lines:
        title = _plain(line.title)
        told.append(f"> {line.happened}：[{title}]({line.address})" if line.address else f"> {line.happened}：{title}")
        told.append(f"> {_plain(line.agency)}")
    return "\n".join(told)


def _plain(words: str) -> str:
    return " ".join(words.translate(MARKUP).split())
