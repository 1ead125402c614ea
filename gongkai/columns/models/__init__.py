"""The tables of this room."""

from gongkai.columns.models.items import Item, ItemCatalogue, ItemRecord
from gongkai.columns.models.page import Page, PageText
from gongkai.columns.models.publication import PagePublication
from gongkai.columns.models.site import SiteDraft, SiteProfile
from gongkai.columns.models.visit import Visit

__all__ = [
    "Item",
    "ItemCatalogue",
    "ItemRecord",
    "Page",
    "PagePublication",
    "PageText",
    "SiteDraft",
    "SiteProfile",
    "Visit",
]  # fmt: skip
