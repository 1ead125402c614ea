"""The peer: the regular expressions an office's engineer would write in an afternoon."""

from __future__ import annotations

import re

from bench.screening.corpus import Span

_FORMS = {
    "id_number": r"\d{17}[\dXx]",
    "id_number_old": r"(?<!\d)\d{15}(?!\d)",
    "mobile_phone": r"1[3-9]\d{9}",
    "fixed_phone": r"0\d{2,3}-\d{7,8}",
    "bank_card": r"(?<!\d)\d{16,19}(?!\d)",
    "account": r"账号[:：]?\d{8,}",
    "plate": r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·?[A-Z0-9]{5,6}",
    "email": r"[\w.+-]+@[\w-]+\.[\w.]+",
    "credit_code": r"(?<!\w)92[0-9A-Z]{16}(?!\w)",
    "passport": r"(?<!\w)[EG]\d{8}(?!\w)",
    "home_address": r"住址[:：]?[^，。；\n]{4,40}",
    "person_name": r"(?:当事人|申请人|举报人|患者|学生)[:：]?([\u4e00-\u9fff]{2,3})",
    "messenger": r"(?:微信|QQ)号?[:：]?\w{5,20}",
    "security_mark": r"绝密|机密|秘密★",
    "internal_mark": r"内部资料|内部文件|不得外传|不予公开|依申请公开",
    "wrong_word": r"布署|截止目前|帐号|部份|按装",
    "placeholder": r"×{2,}|单击此处",
    "secret_number": r"[\u4e00-\u9fff]{1,8}密〔\d{4}〕\d+号",
}
_COMPILED = {kind: re.compile(form) for kind, form in _FORMS.items()}


def find(text: str) -> list[Span]:
    """Every match of every expression."""
    return [
        Span(kind, *match.span(match.lastindex or 0))
        for kind, form in _COMPILED.items()
        for match in form.finditer(text)
    ]
