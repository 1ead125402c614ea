"""Why records of an import stay when it is undone, in words."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.records import booked
from gongkai.records.reads_imports import Standing

WORDS = {
    booked.NUMBERED: _("带有原索引号，索引号一经登记不再收回"),
    booked.CHANGED: _("导入后修改过，或者已送审、公开"),
    booked.JUDGED: _("已在动态调整中作出决定"),
    booked.LINKED: _("已登记文件关系"),
}


def stayed_words(found: Standing) -> list[str]:
    """One line a reason, with how many records it keeps."""
    stayed = found.undo.get("stayed", {})
    return [
        gettext("%(count)d 件%(why)s。") % {"count": stayed[why], "why": words}
        for why, words in WORDS.items()
        if why in stayed
    ]
