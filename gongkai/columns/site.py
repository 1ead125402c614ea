"""The site as its pages show it: from the profile in use, else from the settings; and its colours as a stylesheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings

from gongkai.columns.colours import stylesheet
from gongkai.columns.models.site import SiteFacts
from gongkai.law.unit_columns import Column, columns


@dataclass(frozen=True, slots=True)
class SiteColumn:
    """One column of the site's menu: its code, its name here, and whether it is shown."""

    code: str
    label: str
    shown: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Site:
    """Who the site belongs to. What is not known is empty. `main` is #rrggbb, `emblem` the hash of its picture."""

    name: str
    owner: str
    office: str
    phone: str
    address: str
    id_code: str
    filing: str
    police_filing: str
    report_errors: str
    main: str
    emblem: str
    columns: tuple[SiteColumn, ...]

    @property
    def record(self) -> str:
        """The filing number, under the name the pages used before there were profiles."""
        return self.filing

    @property
    def css(self) -> str:
        """The stylesheet of its colours; empty for those the platform comes with."""
        return stylesheet(self.main) if self.main else ""

    @property
    def css_hash(self) -> str:
        """Short, and another whenever the stylesheet is another."""
        return sha256(self.css.encode()).hexdigest()[:12]


def site_of(row: SiteFacts | None, on: date) -> Site:
    """The site a profile describes; without one, what the settings say."""
    law = columns(on)
    if row is None:
        given: Mapping[str, str] = settings.SITE
        return Site(
            name=given["owner"],
            owner=given["owner"],
            office=given["office"],
            phone=given["phone"],
            address=given["address"],
            id_code=given["id_code"],
            filing=given["record"],
            police_filing="",
            report_errors=given["report_errors"],
            main="",
            emblem="",
            columns=menu((), law),
        )
    return Site(
        name=row.name,
        owner=row.owner,
        office=row.office,
        phone=row.phone,
        address=row.address,
        id_code=row.id_code,
        filing=row.filing,
        police_filing=row.police_filing,
        report_errors=row.report_errors,
        main=row.main,
        emblem=row.emblem,
        columns=menu(row.columns, law),
    )


def menu(chosen: Iterable[Mapping[str, Any]], law: Iterable[Column]) -> tuple[SiteColumn, ...]:
    """The columns in the site's order and under its names. One the law added since stands at its end, shown."""
    known = {one.code: one for one in law}
    found = {
        str(one["code"]): SiteColumn(
            code=str(one["code"]),
            label=str(one["label"]) or known[one["code"]].label,
            shown=bool(one["shown"]) or known[one["code"]].required,
            required=known[one["code"]].required,
        )
        for one in chosen
        if one["code"] in known
    }
    for code, one in known.items():
        found.setdefault(code, SiteColumn(code, one.label, True, one.required))
    return tuple(found.values())
