"""Which keys do what: one list for the help page, to which each area adds its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Key:
    """Keys pressed one after the other, and what they do."""

    keys: tuple[str, ...]
    words: str | Promise


_LISTS: dict[str, tuple[str | Promise, tuple[Key, ...]]] = {}


def register(area: str, title: str | Promise, keys: tuple[Key, ...]) -> None:
    """Put an area's keys on the help page; said twice, the later holds."""
    _LISTS[area] = (title, keys)


def listed() -> list[tuple[str | Promise, tuple[Key, ...]]]:
    """Every list with its title, in the order of registering."""
    return list(_LISTS.values())


register(
    "frame",
    _("各页面"),
    (
        Key(("g", "h"), _("到我的待办")),
        Key(("g", "r"), _("到主动公开")),
        Key(("g", "l"), _("到信息台账")),
        Key(("n",), _("起草信息")),
        Key(("/",), _("到检索框")),
        Key(("j",), _("到列表的下一行")),
        Key(("k",), _("到列表的上一行")),
        Key(("Enter",), _("打开所在的一行")),
        Key(("?",), _("打开本页")),
        Key(("Esc",), _("关闭菜单或对话框")),
    ),
)
