"""The `<meta>` tags of a page, as the norm's rows name them for its level (D-216); an empty value writes none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.template import Context, Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from gongkai.kit import clock
from gongkai.law.page_tags import ARTICLE, COLUMN, SITE, page_tags

register = Library()


@register.simple_tag(takes_context=True)
def site_tags(context: Context) -> SafeString:
    """The site's name, domain and code, from the site's facts; on every page."""
    site = context.get("site") or {}
    return _written(
        SITE,
        {
            "SiteName": _fact(site, "owner"),
            "SiteDomain": urlsplit(str(context.get("base_url", ""))).netloc,
            "SiteIDCode": _fact(site, "id_code"),
        },
    )


@register.simple_tag
def column_tags(name: str, description: str, keywords: str, kind: str) -> SafeString:
    """The column's four; on lists and on texts. `keywords` are parted by commas."""
    return _written(
        COLUMN,
        {"ColumnName": name, "ColumnDescription": description, "ColumnKeywords": keywords, "ColumnType": kind},
    )


@register.simple_tag
def article_tags(
    title: str, published_at: datetime, source: str, keywords: Iterable[str] = (), summary: str = "", url: str = ""
) -> SafeString:
    """The text's own; `published_at` is written in Beijing time to the minute."""
    return _written(
        ARTICLE,
        {
            "ArticleTitle": title,
            "PubDate": published_at.astimezone(clock.BEIJING).strftime("%Y-%m-%d %H:%M"),
            "ContentSource": source,
            "Keywords": ",".join(keywords),
            "Description": summary,
            "Url": url,
        },
    )


def _written(level: str, values: Mapping[str, Any]) -> SafeString:
    rows = ((tag.code, values[tag.code]) for tag in page_tags(level, clock.today()) if values.get(tag.code))
    return format_html_join("\n", '<meta name="{}" content="{}">', rows)


def _fact(site: Any, name: str) -> str:
    return str(site.get(name, "") if isinstance(site, Mapping) else getattr(site, name, ""))
