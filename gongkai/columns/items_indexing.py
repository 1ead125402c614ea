"""Public items as the search knows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.columns.models.items import PublicItem, PublicItemCatalogue
from gongkai.search import index
from gongkai.search.index import Document
from gongkai.search.rebuild import Source, register_source

KIND = "item"


def index_unit(code: str, before: Iterable[str]) -> None:
    """Have a unit's public items found, and no more those keys of `before` that are public no longer."""
    rows = list(PublicItem.objects.filter(agency_code=code))
    for key in sorted(set(before) - {one.key for one in rows}):
        index.remove(KIND, key)
    index.put_many(_documents(rows))


def _documents(rows: Iterable[PublicItem]) -> Iterator[Document]:
    names = dict(PublicItemCatalogue.objects.values_list("agency_code", "agency_name"))
    for row in rows:
        said = (*row.path, row.content, row.basis, row.subject, row.remark)
        yield Document(
            kind=KIND, key=row.key, title=row.name, text="\n".join(one for one in said if one),
            published_at=row.since, agency=row.agency_code, agency_name=names.get(row.agency_code, ""),
            keywords=tuple(row.keywords.replace("、", " ").split()), class_code=row.class_code,
        )  # fmt: skip


def _keys(after: str, limit: int) -> list[str]:
    return list(PublicItem.objects.filter(key__gt=after).order_by("key").values_list("key", flat=True)[:limit])


register_source(
    Source(KIND, "公开事项", _keys, lambda keys: _documents(PublicItem.objects.filter(key__in=keys)))
)  # fmt: skip
