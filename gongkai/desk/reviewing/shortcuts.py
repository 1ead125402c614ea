"""The keys of the review pages, for the help page. They only move the focus: no verdict is given by a single key."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.desk.frame.keys import Key, register

register(
    "reviewing",
    _("审查页面"),
    (
        Key(("f",), _("到下一处待处理的提示")),
        Key(("a",), _("到通过按钮；不能通过时到还要处理的地方")),
        Key(("r",), _("到审查意见")),
        Key(("c",), _("比较页面中到下一处改动")),
    ),
)
