"""The site's profile: who may change it, what it may say, and that nothing but pixels comes in with an emblem."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from gongkai.columns import published
from gongkai.columns.actions.change_site import change_site
from gongkai.columns.actions.drop_site_draft import drop_site_draft
from gongkai.columns.actions.use_site import use_site
from gongkai.columns.colours import colour_problems, contrast, deep, soft, stylesheet
from gongkai.columns.emblem import SIDE, drawn_anew
from gongkai.columns.locking import Barred
from gongkai.columns.models import SiteDraft, SiteProfile
from gongkai.columns.site_values import SiteValues, read_site
from gongkai.kit import clock, sweeping
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry, PublicChange
from gongkai.kit.who import VISITOR, Actor
from gongkai.law.unit_columns import columns
from gongkai.records.tests.making import NOW, TODAY, a_person, a_unit, actor
from gongkai.units.models import Agency, AgencyLink

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def told(**changes: Any) -> SiteValues:
    """A whole profile."""
    chosen = changes.pop("columns", [(one.code, "", True) for one in columns(TODAY)])
    texts = {"name": "泉港区政府信息公开", "owner": "泉州市泉港区人民政府", "main": "#8c1d18", "id_code": "3505050001"}
    return read_site(texts | changes, chosen)


def a_picture(kind: str = "PNG", size: tuple[int, int] = (300, 300), **more: Any) -> bytes:
    """A red square."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 0, 0)).save(out, kind, **more)
    return out.getvalue()


@pytest.fixture
def district(db: None) -> Agency:
    """A district with a town below it."""
    upper, lower = a_unit("district", level=Agency.Level.COUNTY), a_unit("town")
    AgencyLink.objects.create(upper=upper, lower=lower, kind=AgencyLink.Kind.ADMINISTERS)
    return upper


@pytest.fixture
def manager(district: Agency) -> Actor:
    """The district's system administrator."""
    return actor(a_person(district, "system_administrator"))


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The faces work on the tests' day."""
    monkeypatch.setattr(clock, "today", NOW.date)


def test_a_district_changes_name_colour_and_columns_without_code(manager: Actor, client: Client, today: None) -> None:
    chosen = [(one.code, "", True) for one in reversed(columns(TODAY))]
    chosen[0] = ("reading_points", "查阅点", True)
    chosen[3] = ("rules", "", True)
    draft = change_site(told(columns=chosen), a_picture(), actor=manager, now=NOW)
    assert published.site_profile(VISITOR, TODAY).main == ""
    use_site(draft.edition, "启用", actor=manager, now=NOW)
    site = published.site_profile(VISITOR, TODAY)
    assert (site.name, site.main, site.columns[0].label) == ("泉港区政府信息公开", "#8c1d18", "查阅点")
    assert site.columns[-1].code == "guide"
    css = client.get("/site.css", {"v": site.css_hash})
    assert "--main:#8c1d18;" in css.content.decode()
    assert css["Content-Type"].startswith("text/css")
    assert "immutable" in css["Cache-Control"]
    picture = client.get(f"/site/emblem/{site.emblem}.png")
    assert Image.open(io.BytesIO(picture.content)).size == (SIDE, SIDE)
    assert PublicChange.objects.get().kind == "site"
    assert site.emblem in sweeping.held()


def test_without_a_profile_the_settings_speak(db: None, settings: Any) -> None:
    settings.SITE = settings.SITE | {"owner": "示例区人民政府", "record": "闽ICP备1号"}
    site = published.site_profile(VISITOR, TODAY)
    assert (site.owner, site.record, site.css) == ("示例区人民政府", "闽ICP备1号", "")
    assert [one.code for one in site.columns] == [one.code for one in columns(TODAY)]


def test_only_who_manages_every_unit_changes_the_site(manager: Actor, district: Agency) -> None:
    town = Agency.objects.get(code="town")
    for who in (
        actor(a_person(town, "system_administrator")), actor(a_person(district, "disclosure_office")),
        actor(a_person(district, "security_administrator")), actor(a_person(town, login="nobody-at-all")),
    ):  # fmt: skip
        for act in (
            lambda who=who: change_site(told(), actor=who, now=NOW),
            lambda who=who: use_site(1, "x", actor=who, now=NOW),
            lambda who=who: drop_site_draft(1, actor=who, now=NOW),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == "not-allowed"
    assert change_site(told(), actor=manager, now=NOW).edition == 1


def test_a_unit_at_work_outside_keeps_the_district_from_changing_all(manager: Actor) -> None:
    elsewhere = a_unit("elsewhere")
    change_site(told(), actor=manager, now=NOW)
    a_person(elsewhere, "clerk")
    with pytest.raises(Refused, match="不是“elsewhere镇人民政府”的系统管理员"):
        change_site(told(), edition=1, actor=manager, now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"), ({"owner": " "}, "owner"), ({"id_code": "12"}, "id_code"),
        ({"report_errors": "javascript:alert(1)"}, "report_errors"), ({"report_errors": "http://["}, "report_errors"),
        ({"main": "#777777"}, "main"), ({"main": "red"}, "main"), ({"main": "#fff"}, "main"),
        ({"main": "#000000"}, "main"), ({"name": "长" * 61}, "name"),
        ({"main": "#14508c;} body{display:none"}, "main"),
        ({"columns": [("guide", "", False)]}, "columns"), ({"columns": [("nothing", "", True)]}, "columns"),
        ({"columns": [("guide", "", True), ("guide", "", True)]}, "columns"),
        ({"columns": [("guide", "同名", True), ("annual", "同名", True)]}, "columns"),
        ({"columns": [("guide", "长" * 21, True)]}, "columns"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_profile_is_said_at_its_field(manager: Actor, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Barred) as refused:
        change_site(told(**changes), actor=manager, now=NOW)
    assert {problem.field for problem in refused.value.problems} == {field}
    assert not SiteDraft.objects.exists()


def test_an_optional_column_can_be_hidden(manager: Actor) -> None:
    chosen = [(one.code, "", one.code != "rules") for one in columns(TODAY)]
    use_site(change_site(told(columns=chosen), actor=manager, now=NOW).edition, "启用", actor=manager, now=NOW)
    assert "rules" not in {one.code for one in published.columns_of(VISITOR, "town", TODAY)}


def test_a_column_the_law_adds_later_is_shown_at_the_end(manager: Actor) -> None:
    use_site(change_site(told(columns=[("annual", "年报", True)]), actor=manager, now=NOW).edition, "启用",
             actor=manager, now=NOW)  # fmt: skip
    codes = [one.code for one in published.site_profile(VISITOR, TODAY).columns]
    assert (codes[0], len(codes)) == ("annual", len(columns(TODAY)))


def test_who_comes_second_is_told(manager: Actor) -> None:
    change_site(told(), actor=manager, now=NOW)
    with pytest.raises(Refused, match="已由他人改动"):
        change_site(told(), actor=manager, now=NOW)
    with pytest.raises(Refused, match="不是你看到的"):
        use_site(7, "x", actor=manager, now=NOW)
    drop_site_draft(1, actor=manager, now=NOW)
    with pytest.raises(Refused, match="没有待启用"):
        use_site(1, "x", actor=manager, now=NOW)


def test_what_was_in_use_is_kept_and_journalled(manager: Actor) -> None:
    for number, colour in enumerate(("#8c1d18", "#14508c")):
        draft = change_site(told(main=colour), actor=manager, now=NOW)
        use_site(draft.edition, f"第 {number} 次", actor=manager, now=NOW)
    assert list(SiteProfile.objects.values_list("state", "main")) == [("in_use", "#14508c"), ("replaced", "#8c1d18")]
    assert JournalEntry.objects.filter(chain_id="site", act="use_site").count() == 2


def test_the_emblem_stays_until_it_is_taken_off(manager: Actor) -> None:
    first = change_site(told(), a_picture(), actor=manager, now=NOW)
    kept = change_site(told(), edition=first.edition, actor=manager, now=NOW)
    assert kept.emblem == first.emblem != ""
    assert change_site(told(), edition=kept.edition, drop=True, actor=manager, now=NOW).emblem == ""


def test_an_emblem_that_is_not_in_use_is_not_served(manager: Actor, client: Client, today: None) -> None:
    draft = change_site(told(), a_picture(), actor=manager, now=NOW)
    assert client.get(f"/site/emblem/{draft.emblem}.png").status_code == 404


SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    "data",
    [SCRIPT, b"\xef\xbb\xbf \n" + SCRIPT, b"<?xml version='1.0'?>" + SCRIPT, b"GIF89a" + SCRIPT, b"\x1f\x8b\x08", b"",
     b"\x89PNG\r\n\x1a\n", b"MZ", a_picture(size=(20, 20)), b"x" * (2 * 1024 * 1024 + 1)],
    ids=["svg", "marked", "xml", "gif", "svgz", "empty", "half", "program", "small", "large"],
)  # fmt: skip
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        drawn_anew(data)
    assert refused.value.code.startswith("emblem-")


def test_nothing_but_pixels_comes_in() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "<script>alert(1)</script>")
    made = drawn_anew(a_picture(pnginfo=info) + SCRIPT)
    assert b"script" not in made
    assert Image.open(io.BytesIO(made)).info == {}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_usual_pictures_become_one_kind(kind: str) -> None:
    made = Image.open(io.BytesIO(drawn_anew(a_picture(kind, (400, 200)))))
    assert (made.format, made.size, made.getpixel((0, 0))) == ("PNG", (SIDE, SIDE), (0, 0, 0, 0))


@given(COLOURS)
def test_a_colour_that_is_taken_can_be_read_everywhere(colour: str) -> None:
    if colour_problems(colour):
        return
    for ground in ("#ffffff", "#f5f7f9", soft(colour)):
        assert contrast(colour, ground) >= 4.5
    assert contrast("#ffffff", deep(colour)) >= contrast("#ffffff", colour)
    assert stylesheet(colour).count("{") == stylesheet(colour).count("}") == 2


@given(st.text(max_size=20))
def test_no_text_is_a_stylesheet(text: str) -> None:
    assert colour_problems(text) or len(text) == 7


def test_contrast_is_that_of_the_norm() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#14508c", "#ffffff"), 1) == 8.2
    assert contrast("#14508c", "#14508c") == 1
    assert date(2026, 3, 10) == TODAY
