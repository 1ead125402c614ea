"""The lean choice is the element Django would write."""

from __future__ import annotations

import pytest
from django import forms
from lxml import html

from gongkai.desk.drafting.selects import Choice

CHOICES = [("", "（未选定）"), ("a", "甲<b>&"), (7, "七"), ('q"', "引号")]


def told(text: str) -> tuple[dict[str, str], list[tuple[str | None, bool, str]]]:
    element = html.fromstring(text)
    options = [(one.get("value"), one.get("selected") is not None, one.text_content()) for one in element]
    return dict(element.attrib), options


@pytest.mark.parametrize("value", [None, "", "a", 7, "7", 'q"', "unknown"])
@pytest.mark.parametrize("attrs", [{"id": "x"}, {"id": "x", "aria-invalid": True, "aria-describedby": "y"}])
def test_it_is_the_element_django_writes(value: object, attrs: dict[str, object]) -> None:
    lean = Choice({"class": "input"}, CHOICES).render("kind", value, attrs)
    whole = forms.Select({"class": "input"}, CHOICES).render("kind", value, attrs)
    assert told(lean) == told(whole)


def test_words_are_escaped() -> None:
    assert "<b>" not in Choice({}, CHOICES).render("kind", "a")
