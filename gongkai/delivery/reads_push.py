"""What the desk sees of pushing: a unit's own pushes, what is to be taken down, what can be pushed, how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.delivery.models import Push
from gongkai.delivery.push_article import Article, article_of
from gongkai.delivery.push_channels import has_wechat, has_wecom
from gongkai.delivery.reads import codes
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.records.models import Publication
from gongkai.units.powers import PUSH

A_PAGE = 20
State = Push.State


@dataclass(frozen=True, slots=True)
class Linked:
    """Which platforms the site is linked with; nothing else of the settings is told."""

    wechat: bool
    wecom: bool


def linked(asker: Actor) -> Linked:
    """Whether there is an account and a robot."""
    return Linked(has_wechat(), has_wecom())


def may_push(asker: Actor) -> bool:
    """Whether the asker pushes for any unit."""
    return any(act == PUSH for act, _code in asker.grants)


def pushes(asker: Actor) -> QuerySet[Push]:
    """Every push of the units that the asker may push for, the newest first. Nothing for a visitor."""
    rows = Push.objects.select_related("publication", "asked_by", "closed_by")
    known = codes(asker, PUSH)
    if not asker.known or not known:
        return rows.none()
    return rows if EVERYWHERE in known else rows.filter(agency_code__in=known)


def push(asker: Actor, pk: int) -> Push | None:
    """One push, or None where there is none for the asker."""
    return pushes(asker).filter(pk=pk).first()


def page_of_pushes(asker: Actor, code: str, channel: str, page: str | int) -> Page[Push]:
    """The pushes of one unit, over one channel or all."""
    rows = pushes(asker).filter(agency_code=code).order_by("-asked_at", "-pk")
    return Paginator(rows.filter(channel=channel) if channel else rows, A_PAGE).get_page(page)


def to_take_down(asker: Actor) -> list[Push]:
    """Articles of withdrawn records that still stand, or may: people's, and those the worker is at."""
    being = Q(channel=Push.Channel.WECHAT, publication__snapshot_hash="", state__in=(State.SENT, State.UNSURE))
    return list(pushes(asker).filter(Q(state=State.TAKE_DOWN) | being).order_by("pk"))


def choosable(asker: Actor, code: str, words: str, page: str | int) -> Page[Publication]:
    """What of a unit is public and not yet pushed to WeChat in this version, published last first."""
    if not asker.may(PUSH, code):
        rows: QuerySet[Publication] = Publication.objects.none()
    else:
        told = Push.objects.filter(channel=Push.Channel.WECHAT, publication=OuterRef("pk"))
        rows = Publication.objects.filter(~Exists(told), state=Publication.State.PUBLISHED, agency_code=code)
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(doc_number__icontains=word) | Q(index_number__icontains=word))
    found: Page[Any] = Paginator(rows.defer("snapshot").order_by("-published_at", "-pk"), A_PAGE).get_page(page)
    return found


def publication(asker: Actor, pk: int) -> Publication | None:
    """A version that is public now, of a unit that the asker may push for."""
    row = Publication.objects.filter(pk=pk, state=Publication.State.PUBLISHED).first()
    return row if row is not None and asker.may(PUSH, row.agency_code) else None


def article(asker: Actor, of: Publication, on: date) -> Article | None:
    """How it will look; None where it is not public now, or not the asker's."""
    return article_of(of, on) if asker.may(PUSH, of.agency_code) else None


def is_outdated(of: Push) -> bool:
    """Whether a newer version is public than the one that was pushed."""
    return of.publication.state == Publication.State.REPLACED and bool(of.publication.snapshot_hash)


def can_again(of: Push) -> bool:
    """Whether sending again makes sense: what failed, is unsure or was called off, of a version that is public."""
    public = Publication.State.WITHDRAWN if of.about == Push.About.WITHDRAWN else Publication.State.PUBLISHED
    again = {State.FAILED, State.UNSURE, State.CANCELLED}
    again |= {State.SENT} if of.channel == Push.Channel.WECHAT else set()
    return of.state in again and of.publication.state == public
