"""The publicity mark in the form: each choice with its consequence, and which parts go with which mark."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from gongkai.desk.drafting.forms import DraftForm
from gongkai.law.publicity import Mark, marks


def mark_context(form: DraftForm) -> dict[str, Any]:
    """What the template needs: the radios with their lines, and the marks that ask for a reason or a ground."""
    known = {mark.code: mark for mark in marks(form.on)}
    return {
        "mark_choices": [
            {"radio": radio, "words": _consequence(known.get(str(radio.data["value"])))} for radio in form["mark"]
        ],
        "reasoned": " ".join(mark.code for mark in known.values() if not mark.published),
        "grounded": " ".join(mark.code for mark in known.values() if mark.ground != "none"),
        "details": form.details(),
    }


def _consequence(mark: Mark | None) -> str:
    if mark is None:
        return gettext("现行规则没有登记这一属性，须改选。")
    if mark.published:
        return gettext("签发后在门户公开，期限自成文之日起算。")
    if mark.ground == "required":
        return gettext("不在门户公开，登入台账。须选不公开情形并写明理由。")
    if mark.reason == "required":
        return gettext("不在门户公开，登入台账，依申请提供。须写明理由。")
    return gettext("不在门户公开，登入台账，依申请提供。")
