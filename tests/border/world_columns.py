"""What lies unpublished in the columns: pages in every state, the site's draft, catalogues of items."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
from PIL import Image

from gongkai.columns.actions.change_page import change_page
from gongkai.columns.actions.change_site import change_site
from gongkai.columns.actions.publish_page import publish_page
from gongkai.columns.actions.return_item_catalogue import return_item_catalogue
from gongkai.columns.actions.return_page import return_page
from gongkai.columns.actions.save_item import save_item
from gongkai.columns.actions.start_items_import import start_items_import
from gongkai.columns.actions.submit_page import submit_page
from gongkai.columns.actions.tie_record import tie_record
from gongkai.columns.actions.use_site import use_site
from gongkai.columns.actions.withdraw_page import withdraw_page
from gongkai.columns.models import Item, ItemRecord, Page, SiteDraft, SiteProfile
from gongkai.columns.site_values import SiteValues, read_site
from gongkai.columns.tests import items_making
from gongkai.columns.tests import making as pages
from gongkai.law.unit_columns import columns
from gongkai.records.models import Record
from gongkai.records.tests import making
from gongkai.records.tests.making import NOW, TODAY
from gongkai.units.models import Agency
from tests.border.marks import secret, shown, under

FREE = {"text", "line"}
TITLES = {"title", "name"}


def _values(kind: str, word: Callable[[str], str], name: str) -> dict[str, str]:
    """A page with its mark in every field of free words."""
    mark = word(f"{kind.replace('_', '')}{name}")
    found = pages.some_values(kind)
    # What was withdrawn leaves a stub with its title.
    stays = TITLES if name == "gone" else set()
    free = {pages.SAMPLES[one] for one in FREE}
    return {code: mark if value in free and code not in stays else value for code, value in found.items()}


def _handed_over(page: Page) -> Page:
    page.refresh_from_db()
    return submit_page(page.pk, page.edition, actor=making.actors(page.agency)["clerk"], now=NOW)


def _published(page: Page, note: str = "") -> None:
    page = _handed_over(page)
    assert page.text is not None
    who = making.actors(page.agency)["publisher"]
    publish_page(page.pk, page.edition, page.text.hash, note, actor=who, now=NOW)


def column_pages(town: Agency, district: Agency) -> None:
    """For each kind: never public, handed over, returned; replaced and changed again; withdrawn."""
    # A unit has one guide and one institution page, so every state stands in a unit of its own.
    units = {
        name: making.a_unit(f"unit-{name}", short=f"单位{name}") for name in ("draft", "waiting", "back", "old", "gone")
    }
    # One that never had a page, to be compared with those whose pages are not public.
    under(district, *units.values(), making.a_unit("unit-never", short="单位never"))
    for kind in Page.Kind.values:
        made = {name: pages.a_page(kind, unit, values=_values(kind, secret, name)) for name, unit in units.items()}
        _handed_over(made["waiting"])
        page = _handed_over(made["back"])
        publisher = making.actors(page.agency)["publisher"]
        return_page(page.pk, page.edition, secret(f"{kind.replace('_', '')}opinion"), actor=publisher, now=NOW)
        for name in ("old", "gone"):
            _published(made[name])
        page = made["old"]
        clerk = making.actors(page.agency)["clerk"]
        for word, state in ((shown, "new"), (secret, "next")):
            page.refresh_from_db()
            change_page(page.pk, page.edition, _values(kind, word, state), actor=clerk, now=NOW)
            if word is shown:
                _published(page, "更正")
        page = made["gone"]
        page.refresh_from_db()
        withdraw_page(page.pk, page.edition, "内容有误", actor=making.actors(page.agency)["publisher"], now=NOW)
    # Where the terminals stand.
    _published(pages.a_page("reading_point", town, values=_values("reading_point", shown, "here")))


def site(district: Agency) -> dict[str, str]:
    """A profile in use with an emblem, one before it, and a draft with another; the emblems' digests."""
    manager = making.actor(making.a_person(district, "system_administrator"))

    def told(name: str) -> SiteValues:
        texts = {"name": f"政府信息公开{name}"[:60], "owner": district.name, "main": "#8c1d18", "office": name}
        return read_site(texts, [(one.code, "", True) for one in columns(TODAY)])

    def emblem(red: int) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (300, 300), (red, 0, 0)).save(out, "PNG")
        return out.getvalue()

    for red, name in ((100, secret("siteold")), (150, shown("site"))):
        draft = change_site(told(name), emblem(red), actor=manager, now=NOW)
        use_site(draft.edition, secret("sitereason"), actor=manager, now=NOW)
    change_site(told(secret("sitedraft")), emblem(200), actor=manager, now=NOW)
    digests = {str(row.state): row.emblem for row in SiteProfile.objects.all()}
    return {"used": digests.pop(SiteProfile.State.IN_USE), "old": digests.popitem()[1],
            "draft": SiteDraft.objects.get().emblem}  # fmt: skip


def items(town: Agency, district: Agency, hidden: Record) -> dict[str, str]:
    """A public catalogue whose next version was returned, a record nobody may see tied to it, a draft elsewhere."""
    clerk = making.actors(town)["clerk"]
    items_making.a_published_catalogue(town, items_making.an_item(town, name=shown("item"), content=shown("itemtext")))
    key = Item.objects.get(catalogue__agency=town).key
    tie_record(hidden.pk, key, actor=clerk, now=NOW)
    row = items_making.a_catalogue(town)
    save_item(
        row.pk, row.edition, items_making.an_item(town, name=secret("itemchanged")), key=key, actor=clerk, now=NOW
    )
    row.refresh_from_db()
    new = items_making.an_item(town, name=secret("itemnew"), content=secret("itemnewtext"), basis=secret("itembasis"))
    save_item(row.pk, row.edition, new, actor=clerk, now=NOW)
    row.refresh_from_db()
    row = items_making.submitted(row)
    office = making.actors(district)["disclosure_office"]
    marks = {one.key: secret("itemmark") for one in Item.objects.filter(catalogue=row)}
    return_item_catalogue(row.pk, row.edition, secret("itemopinion"), marks, actor=office, now=NOW)
    other = making.a_unit("unit-items", short="编目单位")
    under(district, other)
    drafted = items_making.a_catalogue(other, items_making.an_item(other, name=secret("itemdraft")))
    sheet = io.BytesIO()
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道"])
    book.active.append([1, "应急", "救灾", secret("itemrow"), "依据", "及时", other.name, "政府网站"])
    book.save(sheet)
    start_items_import(
        drafted.pk, drafted.edition, name=f"{secret('itemfile')}.xlsx", data=sheet.getvalue(),
        actor=making.actors(other)["clerk"], now=NOW,
    )  # fmt: skip
    keys = Item.objects.exclude(key=key).values_list("key", flat=True)
    return {"public": key, "hidden": sorted(keys)[0], "tied": str(ItemRecord.objects.get(record=hidden).record_id)}
