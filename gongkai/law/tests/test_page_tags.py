"""The tags of public pages: three on the home page, seven on a list, ten on a text, named as the norm writes them."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.errors import UnknownLaw
from gongkai.law.page_tags import ARTICLE, COLUMN, SITE, page_tags, required_tags

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(("level", "count"), [(SITE, 3), (COLUMN, 7), (ARTICLE, 10)])
def test_each_level_has_its_count(level: str, count: int) -> None:
    assert len(required_tags(level, DAY)) == count


def test_names_are_written_with_their_capitals() -> None:
    assert required_tags(ARTICLE, DAY) == (
        "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
        "ArticleTitle", "PubDate", "ContentSource",
    )  # fmt: skip
    assert {one.code for one in page_tags(ARTICLE, DAY) if one.must != "yes"} == {
        "Keywords", "Description", "Author", "Image", "Url",
    }  # fmt: skip


def test_before_the_norm_there_are_no_tags() -> None:
    with pytest.raises(UnknownLaw):
        page_tags(SITE, date(2017, 5, 14))
