"""People at their desks who only go where the pages lead: by links and buttons that are there, on days that pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.kit import clock
from gongkai.law.calendar import Calendars
from gongkai.requests.models import Paper, Request

APPLICANT = {
    "name": "王小川", "phone": "13800000001", "address": "涂岭镇某村1号", "identity_number": "35058219900101123X",
    "identity_kind": "resident_card", "subject": "2025年度农村公路养护资金使用情况", "supply_form": "paper",
    "supply_way": "post",
}  # fmt: skip


class Days:
    """The clock of a walk: working days pass one after another."""

    def __init__(self, first: date) -> None:
        self.today, self.minutes = first, 0

    def now(self) -> datetime:
        """A minute later than before."""
        self.minutes = min(self.minutes + 1, 600)
        return datetime.combine(self.today, time(9 + self.minutes // 60, self.minutes % 60), clock.BEIJING)

    def iso(self) -> str:
        """Today as typed into a form."""
        return self.today.isoformat()


class Browser:
    """One signed-in person. Every page asked for must come; a refusal stops the walk with its sentence."""

    def __init__(self, client: Client, name: str) -> None:
        self.client, self.name, self.address, self.page = client, name, "", html.fragment_fromstring("<p/>")

    def go(self, address: str) -> Browser:
        """Open an address and follow where it leads."""
        return self._shown(self.client.get(address, follow=True), address)

    def open(self, name: str, *args: Any) -> Browser:
        """Open a page of the desk by its name."""
        return self.go(reverse(f"desk:{name}", args=args))

    def text(self) -> str:
        """What the main part says."""
        return " ".join(self.page.cssselect("main")[0].text_content().split())

    def links(self) -> dict[str, str]:
        """The links of the main part: words and address."""
        found = self.page.cssselect("main a[href]")
        return {_words(one): urljoin(self.address, one.get("href")) for one in found}

    def acts(self) -> list[str]:
        """What the panel offers to do now."""
        return [_words(one) for one in self.page.cssselect("section[aria-labelledby=acts-h] ul a")]

    def follow(self, words: str) -> Browser:
        """Go by the link that begins so."""
        found = [address for said, address in self.links().items() if said.startswith(words)]
        assert found, f"{self.name} {self.address}: no link “{words}” among {list(self.links())}"
        return self.go(found[0])

    def buttons(self) -> list[str]:
        """The buttons that can be pressed."""
        return [_words(one) for one in self.page.cssselect("main form button") if one.get("disabled") is None]

    def press(self, words: str, /, **values: Any) -> Browser:
        """Fill in the form that has this button, and press it. A tuple is a file: its name and what it holds."""
        known = self.page.cssselect("main form button")
        button = next((one for one in known if one.get("disabled") is None and _words(one).startswith(words)), None)
        assert button is not None, f"{self.name} {self.address}: no button “{words}” among {self.buttons()}"
        form = next(button.iterancestors("form"))
        given = {key: value for key, value in form.fields.items() if value is not None}
        for name, value in values.items():
            field = name.replace("__", "-")
            assert field in form.fields, f"{self.address}: no field {field} among {sorted(form.fields)}"
            given[field] = SimpleUploadedFile(*value) if isinstance(value, tuple) else value
        if button.get("name"):
            given[button.get("name")] = button.get("value") or ""
        address = urljoin(self.address, form.get("action") or "")
        send = self.client.post if (form.get("method") or "").lower() == "post" else self.client.get
        return self._shown(send(address, given, follow=True), address)

    def _shown(self, answer: Any, address: str) -> Browser:
        self.address = urljoin(address, answer.redirect_chain[-1][0]) if answer.redirect_chain else address
        self.page = html.fromstring(answer.content.decode())
        said = " / ".join(_words(one) for one in self.page.cssselect(".note.stop, .fault"))
        assert answer.status_code == 200, f"{self.name} {address}: {answer.status_code} {said}"
        return self


class House:
    """The people of a unit, and what they do again and again."""

    def __init__(self, signed_in: Callable[..., Client], days: Days) -> None:
        self.days, self._signed_in = days, signed_in
        self._known: dict[str, Browser] = {}

    def __call__(self, duty: str) -> Browser:
        """Whoever has that duty."""
        if duty not in self._known:
            self._known[duty] = Browser(self._signed_in(duty), duty)
        return self._known[duty]

    def wait(self, working_days: int) -> None:
        """Let days pass; everybody signs in anew."""
        self.days.today, self.days.minutes = self._later(working_days), 0
        self._known.clear()

    def _later(self, working_days: int) -> date:
        return Calendars.published().add_working_days(self.days.today, working_days)

    def receive(self, channel: str = "当面提交", **values: Any) -> Request:
        """A request comes in and is given its number."""
        clerk = self("clerk").open("requests").follow("登记新申请").follow(channel)
        clerk.press("保存", **(APPLICANT | values)).follow("登记编号").press("登记")
        return Request.objects.latest("id")

    def at(self, request: Request, link: str = "", duty: str = "clerk") -> Browser:
        """The request's page, and from there by the link."""
        shown = self(duty).open("request", request.pk)
        return shown.follow(link) if link else shown

    def paper(self, request: Request, kind: str, /, *, serve: bool = True, **values: Any) -> Paper:
        """A paper from the section of papers to its service."""
        self.at(request, "文书").follow(f"政府信息公开申请{kind}").press("拟稿并看全文", **values)
        return self.out(serve=serve)

    def out(self, *, serve: bool = True) -> Paper:
        """The paper the clerk has before him: reviewed by every rank, issued, served."""
        clerk, address = self("clerk"), self("clerk").address
        clerk.press("送审")
        paper = Paper.objects.latest("id")
        while paper.state == Paper.State.IN_REVIEW:
            judge = self(paper.chain[paper.position]["duty"]).open("papers")
            assert address in judge.links().values(), f"{judge.name} is not shown {address}"
            judge.go(address).press("签发" if "签发" in judge.buttons() else "通过")
            paper.refresh_from_db()
        clerk.go(address)
        issuer = clerk if "发出" in clerk.buttons() else self("disclosure_office").go(address)
        issuer.press("发出", on=self.days.iso())
        if serve:
            clerk.go(address).press("登记送达", way="direct", day__signed=self.days.iso(), signer="王小川")
        paper.refresh_from_db()
        return paper

    def decide(self, request: Request, choice: str, **values: Any) -> None:
        """The first matter decided so, or anew."""
        clerk = self.at(request, "文书")
        clerk.follow("改决定" if any(one.startswith("改决定") for one in clerk.links()) else "作决定")
        if "继续" not in clerk.buttons():
            clerk.follow("改选")
        clerk.press("继续", choice=choice).press("保存决定", **values)

    def reply(self, request: Request, **values: Any) -> Paper:
        """The reply, out and served."""
        return self.paper(request, "答复书", f__electronic="no", **values)


def _words(one: Any) -> str:
    return " ".join(one.text_content().split())
