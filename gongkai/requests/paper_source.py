"""What one paper is composed from: its request or matter, the unit, what people filled in, and the days that count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from gongkai.kit.private import open_sealed
from gongkai.law.paper_forms import PaperForm
from gongkai.requests.applicants import ApplicantData, opened
from gongkai.requests.models import Clock, Matter, Paper, PaperSettings, Quote, Release, Request, RequestItem, SubCase
from gongkai.requests.paper_settings import Missing, settings_of
from gongkai.requests.releases import given
from gongkai.units.models import Agency


@dataclass
class Source:
    """The rows behind one paper; each is read once, when first needed. `on` is the day the paper is made."""

    form: PaperForm
    agency: Agency
    on: date
    law_day: date
    fields: Mapping[str, Any]
    of: Request | None = None
    subcase_row: SubCase | None = None
    of_matter: Matter | None = None

    @property
    def request(self) -> Request:
        """The request. Raises Missing for a paper that belongs to none."""
        if self.of is None:
            raise Missing("这份文书不属于哪一件申请，不能写出申请的情况。请从申请页面拟写。")
        return self.of

    @property
    def matter(self) -> Matter:
        """The complaint or correction. Raises Missing for a paper that belongs to none."""
        if self.of_matter is None:
            raise Missing("这份文书不属于哪一件投诉或者更正，不能写出它的情况。请从投诉与更正页面拟写。")
        return self.of_matter

    @property
    def subcase(self) -> SubCase:
        """The sub-case. Raises Missing for a paper that belongs to none."""
        if self.subcase_row is None:
            raise Missing("这份文书没有写明是给哪一个第三方或者机关的。请从会商与征求意见栏拟写。")
        return self.subcase_row

    @cached_property
    def settings(self) -> PaperSettings:
        """The unit's standing facts."""
        return settings_of(self.agency)

    @cached_property
    def person(self) -> ApplicantData:
        """Who applied or complained, in the clear."""
        return opened(self.of) if self.of is not None else ApplicantData.of(open_sealed(self.matter.sealed))

    @cached_property
    def items(self) -> list[RequestItem]:
        """The single matters, in order."""
        return list(self.request.items.all())

    @cached_property
    def clocks(self) -> list[Clock]:
        """The clocks with their entries."""
        return list(self.request.clocks.prefetch_related("entries").order_by("id"))

    @cached_property
    def issued(self) -> list[Paper]:
        """Papers that went out, in order."""
        rows = self.request.papers.filter(state=Paper.State.ISSUED)
        return list(rows.only("kind", "issued_on", "subcase", "number").order_by("issued_on", "id"))

    @cached_property
    def files(self) -> list[Release]:
        """What is given to the applicant with the reply."""
        return given(self.request)

    @cached_property
    def quote(self) -> Quote:
        """The fee that stands. Raises Missing."""
        row = self.request.quotes.filter(state__in=(Quote.State.QUOTED, Quote.State.NOTICED), yuan__gt=0).first()
        if row is None:
            raise Missing("还没有按收费标准计算出应缴的信息处理费，不能写收费通知书。请先在费用栏计算。")
        return row

    def field(self, code: str) -> str:
        """What people filled in under that code, as it is printed."""
        blank, said = self.form.blank(code), str(self.fields.get(code, "") or "")
        return blank.words(said) if blank is not None else said.strip()
