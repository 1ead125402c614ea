"""The filters in force above a list, each as a tag that can be taken off alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext

from gongkai.law.record_classes import document_kinds, genres
from gongkai.law.topics import topic_words
from gongkai.law.validity import statuses
from gongkai.portal.asking import FORMED, Terms
from gongkai.portal.narrowing import agency_names, by_law, class_label


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force, and the query of the same list without it."""

    words: str
    without: str


def chosen(terms: Terms, on: date) -> list[Chosen]:
    """The filters in force as tags; the words of the search are not among them."""
    found = [Chosen(words, terms.query(without=pairs)) for words, pairs in _plain_tags(terms, on)]
    for name, labels in _several_labels(terms, on).items():
        found += [
            Chosen(labels.get(value, value), terms.query(without=[(name, value)])) for value in terms.chosen(name)
        ]
    return found


def _plain_tags(terms: Terms, on: date) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    pairs, labels = dict(terms.pairs()), {one.code: one.label for one in by_law(statuses, on)}
    number: list[tuple[str, str]] = [(name, pairs[name]) for name in ("prefix", "dyear", "serial") if name in pairs]
    if number:
        year = f"〔{terms.dyear or '…'}〕"
        yield f"{terms.prefix or '…'}{year}{terms.serial or '…'}号", number
    if terms.since or terms.until:
        words = (
            gettext("成文日期 %(since)s—%(until)s") if terms.by == FORMED else gettext("发布日期 %(since)s—%(until)s")
        )
        days = {"since": terms.since or "", "until": terms.until or ""}
        yield words % days, [(name, pairs[name]) for name in ("from", "to", "by") if name in pairs]
    if terms.validity:
        yield labels.get(terms.validity, terms.validity), [("validity", terms.validity)]
    if terms.topic:
        words = topic_words(settings.TOPICS, terms.topic)[0] if terms.topic_is_code else terms.topic
        yield words.replace("/", " / "), [("topic", terms.topic)]


def _several_labels(terms: Terms, on: date) -> dict[str, Mapping[str, str]]:
    return {
        "kind": {one.code: one.label for one in by_law(document_kinds, on)},
        "agency": agency_names(terms.agency) if terms.agency else {},
        "genre": {one.code: one.label for one in by_law(genres, on)},
        "year": {year: gettext("%(year)s 年") % {"year": year} for year in terms.year},
        "class": {code: class_label(code, on) for code in terms.class_},
    }
