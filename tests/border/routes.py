"""Every public address, with the ways it is tried. A route that is not here fails `test_enumerated`."""

from __future__ import annotations

from typing import Any

# Reading points: one that is public, and where there is none.
POINTS = ("tuling-1", "tuling-{id}", "{unit}-1")
# Where `{public}`, `{withdrawn}`, `{hidden}`, `{digest}` and `{id}` stand, everything of that kind is tried.
PROBES: dict[str, tuple[str, ...]] = {
    "home": ("/",),
    "column": ("/annual/", "/annual/?q={secret}", "/annual/?agency=tuling&findings=errors"),
    "check": ("/annual/check/",),
    "check-copy": ("/annual/check/copy/", "/annual/check/copy/?state={digest}&kind=docx"),
    "compare": ("/annual/tuling/compare/",),
    "report": ("/annual/tuling/2025/", "/annual/tuling/2024/", "/annual/tuling/{id}/"),
    "download": tuple(f"/annual/tuling/{year}/{kind}" for year in (2024, 2025) for kind in ("original", "csv", "pdf")),
    "records": ("/records/", "/records/?q={secret}", "/records/?state=draft", "/records/?id={id}", "/records/{id}/"),
    "record": ("/records/{number}/", "/records/{number}/?preview=1", "/records/{number}/?version=1&format=json"),
    "record-file": (
        "/records/{number}/file/{digest}",
        "/records/{number}/file/{digest}/x.docx",
        "/records/{number}/file/{digest}/..%2f..%2fx",
        "/records/{number}/file/{id}/x",
    ),
    "record-qr": ("/records/{number}/qr.svg",),
    "record-json": ("/records/{number}/record.json", "/records/{number}/record.json?version=1"),
    "units": ("/units/",),
    "unit": ("/units/tuling/", "/units/{unit}/", "/units/{id}/"),
    **{
        f"unit-{name}": (f"/units/tuling/{name}/", f"/units/{{unit}}/{name}/?preview=1&version=1")
        for name in ("guide", "institutions", "systems", "contents", "rules", "annual", "request", "reading-points")
    },
    **{
        name: (f"/{name}/",)
        for name in ("guide", "institutions", "systems", "contents", "rules", "request", "reading-points")
    },
    "unit-system": (
        "/units/{unit}/systems/{unit}-{id}/",
        "/units/tuling/systems/{id}/",
        "/units/tuling/systems/tuling-system-{id}/",
    ),
    "unit-class": ("/units/tuling/contents/art20_12_emergencies/",),
    "unit-class-page": ("/units/tuling/contents/art20_12_emergencies/p1/",),
    "unit-rules-page": ("/units/tuling/rules/p1/",),
    "class": ("/contents/art20_12_emergencies/",),
    "class-page": ("/contents/art20_12_emergencies/p{id}/",),
    "rules-page": ("/rules/p{id}/",),
    "library": (
        "/library/",
        "/library/?q={secret}",
        "/library/?q={secret}&where=title",
        "/library/?prefix=涂政&dyear=2026",
    ),
    "search": ("/search/", "/search/?q={secret}", "/search/?q=通知&page={id}", "/search/?q=正文"),
    "search-suggest": ("/search/suggest?q={secret}", "/search/suggest?q=mimi", "/search/suggest?q=涂政"),
    "browse": ("/browse/",),
    "browse-side": ("/browse/agency/", "/browse/year/", "/browse/genre/", "/browse/topic/"),
    "browse-value": ("/browse/agency/tuling/", "/browse/year/2026/"),
    "browse-page": ("/browse/agency/tuling/p{id}/",),
    "feed-rss": ("/feeds/rss.xml",),
    "feed-atom": ("/feeds/atom.xml",),
    "feed-rss-unit": ("/feeds/tuling.rss.xml",),
    "feed-atom-unit": ("/feeds/tuling.atom.xml",),
    "sitemap": ("/sitemap.xml",),
    "sitemap-pages": ("/sitemap-pages.xml",),
    "sitemap-piece": ("/sitemap-{id}.xml",),
    "open-data": ("/open/",),
    "open-catalogue": ("/open/catalogue.json",),
    "open-catalogue-csv": ("/open/catalogue-2026.csv", "/open/catalogue-2025.csv"),
    "open-catalogue-json": ("/open/catalogue-2026.json", "/open/catalogue-2025.json"),
    "items": ("/items/",),
    "unit-items": ("/units/tuling/items/",),
    "unit-item": ("/units/tuling/items/{item}/", "/units/unit-items/items/{item}/", "/units/tuling/items/{id}/"),
    "unit-items-file": ("/units/tuling/items/catalogue.xlsx", "/units/tuling/items/catalogue.csv"),
    "site-css": ("/site.css",),
    "site-emblem": ("/site/emblem/{digest}.png", "/site/emblem/{digest}.svg"),
    "terminal": ("/terminal/",),
    **{
        f"terminal-{name}": tuple(
            f"/terminal/{key}/{rest}" for key in ("tuling-1", "tuling-{id}", "{unit}-1") for rest in rests
        )
        for name, rests in {
            "home": ("",),
            "about": ("about/",),
            "look": ("look/size/large/?next=/desk/records/{id}/",),
            "again": ("again/",),
            "find": ("find/", "find/?q={secret}", "find/?letter=M", "find/?q=正文&page={id}"),
            "browse": ("browse/agency/", "browse/year/", "browse/topic/", "browse/genre/"),
            "value": ("browse/agency/tuling/", "browse/year/2026/?page={id}"),
            "record": ("records/{number}/", "records/{number}/?preview=1", "records/{id}/"),
            "report": ("annual/tuling/2025/", "annual/tuling/2024/"),
            "units": ("for/unit/", "for/request/"),
            "unit": ("units/tuling/",),
            "page": ("units/tuling/guide/", "units/tuling/institution/?version=1"),
            "apply": ("apply/tuling/3/", "apply/tuling/4/"),
            "write": ("apply/tuling/write/", "apply/tuling/write/?wanted={secret}"),
        }.items()
    },
    "request-new": ("/request/new/", "/request/new/?unit={unit}", "/request/new/?id={id}&receipt={digest}"),
    "request-sign-in": ("/request/sign-in/", "/request/sign-in/?unit={unit}"),
    "request-sign-in-back": ("/request/sign-in/back/", "/request/sign-in/back/?code={digest}&state={id}"),
    "request-piece": ("/request/piece", "/request/piece?upload={digest}"),
    "request-follow": (
        "/request/follow/",
        "/request/follow/?receipt={id}&code={digest}",
        "/request/follow/?q={secret}",
    ),
    "request-follow-file": ("/request/follow/file", "/request/follow/file?key=paper-{id}"),
    "complaint": ("/complaint/", "/complaint/?unit={unit}"),
    "correct-record": ("/correct-record/", "/correct-record/?unit={unit}"),
    "help": ("/help/",),
    "accessibility": ("/accessibility/",),
    "display": ("/display/?size=large&next=/help/", "/display/?next=/desk/records/{id}/"),
    "health": ("/healthz",),
    "robots": ("/robots.txt",),
    "visit": ("/visit?p=/records/{number}/",),
    "visit-image": ("/visit.gif?p=/records/{number}/",),
}

# Every operation of the open interface, in the same way.
OPERATIONS: dict[str, tuple[str, ...]] = {
    "/api/open/v1/agencies": ("/api/open/v1/agencies", "/api/open/v1/agencies?id={id}"),
    "/api/open/v1/records": (
        "/api/open/v1/records",
        "/api/open/v1/records?changed_since=1900-01-01T00:00:00Z&limit=100",
        "/api/open/v1/records?agency=tuling&state=draft",
        "/api/open/v1/records?cursor={id}",
        "/api/open/v1/records?cursor={digest}",
    ),
    "/api/open/v1/records/{number}": ("/api/open/v1/records/{number}", "/api/open/v1/records/{number}?version=1"),
    "/api/open/v1/reports": ("/api/open/v1/reports", "/api/open/v1/reports?agency=tuling"),
    "/api/open/v1/reports/{agency}/{year}": ("/api/open/v1/reports/tuling/2025", "/api/open/v1/reports/tuling/2024"),
    "/api/open/v1/search": ("/api/open/v1/search?q={secret}", "/api/open/v1/search?q=通知&page={id}"),
    "/api/open/v1/withdrawals": ("/api/open/v1/withdrawals", "/api/open/v1/withdrawals?cursor={id}"),
}

# Addresses that belong to no public route, as a guesser would try them.
GUESSES = (
    "/desk/requests/{id}/", "/request/{id}/", "/request/follow/{id}/", "/request/follow/{digest}", "/request/new/{id}/",
    "/desk/", "/desk/records/{id}/", "/desk/records/{id}/preview/", "/desk/file/{digest}", "/desk/journal/",
    "/desk/ledger/", "/account/login/", "/api/oa/v1/records/{id}", "/api/oa/v1/docs", "/api/", "/admin/",
    "/media/{digest}", "/files/{digest}", "/static/{digest}", "/static/../{digest}", "/static/%2e%2e/gongkai.sqlite3",
    "/static/..%2f..%2fgongkai.sqlite3", "/static/%252e%252e/gongkai.sqlite3", "//desk/records/{id}/", "/./desk/",
    "/records/../desk/records/{id}/", "/records/%2e%2e/desk/records/{id}/", "/records/..%2fdesk/",
    "/%64esk/records/{id}/", "/desk/halls/{id}/", "/desk/items/{id}/", "/desk/columns/{id}/", "/desk/feeds/{id}/",
    "/desk/halls/file/{digest}", "/units/tuling/items/{item}/?version=2", "/site/emblem/{digest}.jpg", "/items/{item}/",
    "/api/oa/v1/records?key={digest}", "/reading-points/{unit}-1/?preview=1", "/units/{unit}/items/catalogue.xlsx",
    "/public/records/{number}/index.html", "/records/{number}/index.html", "/records/{number}/index.html.gz",
    "/gongkai.sqlite3", "/secret.key", "/demo-accounts.txt", "/.env", "/.git/config", "/server.log", "/world.json",
    "/records/{number}/thumbnail.png", "/records/{number}/draft/", "/records/{number}/v1/",
    "/records/{number}/history/",
    "/records/{number}%00/", "/records/{number}%2f/", "/records/%EF%BC%B1{number}/", "/records/{number}.json",
    "/records/{number}?format=json", "/preview/{digest}/", "/download/{digest}", "/search/suggest?q={id}&kinds=draft",
)  # fmt: skip


def filled(shape: str, world: dict[str, Any]) -> list[str]:
    """The shape with everything of its kinds put in, one after another."""
    numbers = [*world["hidden_numbers"], world["public"], world["revised"], world["withdrawn"]]
    kinds = {
        "{number}": numbers,
        "{digest}": [*world["digests"], *world["hashes"], "0" * 64],
        "{id}": [str(one) for one in range(13)],
        "{secret}": ["mimi", "wuren"],
        "{unit}": [f"unit-{one}" for one in ("draft", "waiting", "back", "old", "gone", "items", "never")],
        "{item}": [world["items"]["public"], world["items"]["hidden"], "unit-items-00001"],
    }
    found = [shape]
    for name, values in kinds.items():
        if name in shape:
            found = [one.replace(name, value) for one in found for value in values]
    return found
