"""Public addresses of the catalogues of items, and which of them are kept as files."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import URLPattern, path, reverse

from gongkai.columns.published import items as catalogues
from gongkai.kit.models import PublicChange
from gongkai.kit.who import VISITOR
from gongkai.portal.pages import PageKind, register
from gongkai.portal.unit_pages import COLUMNS
from gongkai.portal.views import items

urlpatterns: list[URLPattern] = [
    path("items/", items.everything, name="items"),
    path("units/<slug:code>/items/", items.unit_items, name="unit-items"),
    path("units/<slug:code>/items/catalogue.<slug:kind>", items.download, name="unit-items-file"),
    path("units/<slug:code>/items/<slug:key>/", items.unit_item, name="unit-item"),
]


def _all(change: PublicChange) -> Iterable[str]:
    return [reverse("portal:items")] if change.kind == "items" else []


def _unit(change: PublicChange) -> Iterable[str]:
    if change.kind == "items":
        return [reverse("portal:unit-items", args=(change.agency,))]
    # Its menu counts what the unit has published.
    told = [*change.detail.get("agency_code", []), change.agency] if change.kind in COLUMNS else []
    codes = {*told, *(code for code, _ in _of_record(change))}
    return [reverse("portal:unit-items", args=(code,)) for code in sorted(codes) if code]


def _item(change: PublicChange) -> Iterable[str]:
    keys = _of_record(change)
    if change.kind == "items":
        keys = [(change.agency, str(key)) for key in change.detail.get("keys", [])]
    return [reverse("portal:unit-item", args=pair) for pair in keys]


def _of_record(change: PublicChange) -> list[tuple[str, str]]:
    """The items under which the record of a change stands."""
    return catalogues.keys_of_records(VISITOR, [change.key]) if change.kind == "record" else []


register(
    PageKind("items", kept=True, touched=_all, everything=lambda: [reverse("portal:items")]),
    PageKind(
        "unit-items", kept=True, touched=_unit,
        everything=lambda: [reverse("portal:unit-items", args=(one.code,)) for one in catalogues.units(VISITOR)],
    ),
    PageKind(
        "unit-item", kept=True, touched=_item,
        everything=lambda: (reverse("portal:unit-item", args=pair) for pair in catalogues.keys(VISITOR)),
    ),
    PageKind("unit-items-file", kept=False, why="生成后作为附件下载，带有文件名"),
)  # fmt: skip
