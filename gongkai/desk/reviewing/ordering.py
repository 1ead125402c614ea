"""A chain being put in order by buttons: what the form held, with the one move that was pressed."""

from __future__ import annotations

from collections.abc import Collection

from django.http import QueryDict

Links = tuple[str, ...]


def rearranged(given: QueryDict, known: Collection[str]) -> Links:
    """The steps of the form in order after the move `up`, `down`, `drop` (a position) or `add` (a step's code).

    `known` stands in the law's usual order, in which an added step finds its place. Steps nobody registered and doubles
    are left out; a move that cannot be made changes nothing.
    """
    links = [code for code in dict.fromkeys(given.getlist("step")) if code in known]
    for move, by in (("up", -1), ("down", 1)):
        at = _position(given.get(move), links)
        if at is not None and 0 <= at + by < len(links):
            links[at], links[at + by] = links[at + by], links[at]
    gone = _position(given.get("drop"), links)
    if gone is not None:
        links.pop(gone)
    if given.get("add") and (code := given.get("new", "")) in known and code not in links:
        order = list(known)
        later = (at for at, one in enumerate(links) if order.index(one) > order.index(code))
        links.insert(next(later, len(links)), code)
    return tuple(links)


def _position(given: str | None, links: list[str]) -> int | None:
    if not given or not given.isascii() or not given.isdigit() or len(given) > 4:
        return None
    return int(given) if int(given) < len(links) else None
