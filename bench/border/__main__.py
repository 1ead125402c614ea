"""`python -m bench.border`: processor time, queries and new connections of a public request, with the border or not.

Wants a home with a site in it (`GONGKAI_HOME`, `GONGKAI_DATABASE_URL`, `DJANGO_SETTINGS_MODULE`). Each way of asking
runs in a process of its own: `without` takes the first middleware out, so that everything goes over the site's own
connection; `fresh` has the border and opens the public connection anew for every request; `with` is what is delivered.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

WAYS = ("without", "fresh", "with")
ROUNDS, TIMES, WARM_UP = 5, 40, 5


def addresses() -> dict[str, str]:
    """What is asked for: pages that no file is kept of, each in another way."""
    from gongkai.records.models import Publication

    number = Publication.objects.filter(state="published").values_list("index_number", flat=True).first()
    return {
        "检索": "/search/?q=通知", "政策文件库": "/library/", "没有的信息": "/records/none/",
        "开放接口列表": "/api/open/v1/records", "开放接口一条": f"/api/open/v1/records/{number}",
        "计一次访问": "/visit.gif?p=/library/",
    }  # fmt: skip


def get(application: Callable[..., Iterable[bytes]], address: str) -> int:
    """Ask as a web server does, to the last byte and the closing; the status."""
    path, _, query = address.partition("?")
    told: list[str] = []
    around: dict[str, Any] = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path.encode().decode("latin-1"), "SCRIPT_NAME": "",
        "QUERY_STRING": query.encode().decode("latin-1"), "SERVER_NAME": "localhost", "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "https", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
        "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux) Firefox/140", "HTTP_HOST": "127.0.0.1",
        "HTTP_X_FORWARDED_PROTO": "https", "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip
    answer = application(around, lambda status, headers, *rest: told.append(status))
    try:
        for _ in answer:
            pass
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return int(told[-1].split()[0])


def measured(way: str) -> dict[str, dict[str, float]]:
    """In this process: for every address its median CPU ms, its queries and the connections opened for it."""
    from django.conf import settings

    if way == "without":
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "border" not in name]
    settings.VISITS_PER_HOUR = settings.OPEN_CALLS_A_MINUTE = 10**9
    from django.core.wsgi import get_wsgi_application
    from django.db import connections
    from django.db.backends.signals import connection_created

    application = get_wsgi_application()
    if way == "fresh":
        connections["public"].settings_dict["CONN_MAX_AGE"] = 0
    opened, asked = [], []
    connection_created.connect(lambda connection, **_: opened.append(connection.alias), weak=False)

    def noted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    found = {}
    for name, address in addresses().items():
        for _ in range(WARM_UP):
            status = get(application, address)
        assert status in (200, 404), (address, status)
        spent = []
        for _ in range(ROUNDS):
            began = time.process_time()
            for _ in range(TIMES):
                get(application, address)
            spent.append(1000 * (time.process_time() - began) / TIMES)
        for alias in connections:
            connections[alias].execute_wrappers.append(noted)
        asked.clear()
        get(application, address)
        opened.clear()
        get(application, address)
        for alias in connections:
            connections[alias].execute_wrappers.remove(noted)
        found[name] = {"cpu": statistics.median(spent), "queries": len(asked) / 2, "opened": len(opened)}
    return found


def main() -> None:
    """Measure every way, one after another, and print one table."""
    told = {}
    for way in WAYS:
        done = subprocess.run(
            [sys.executable, "-m", "bench.border", way], env=os.environ, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr[-2000:])
        told[way] = json.loads(done.stdout)
    print(f"{'':12}" + "".join(f"{way:>10} ms  queries  opened" for way in WAYS))
    for name in told[WAYS[0]]:
        cells = (told[way][name] for way in WAYS)
        print(f"{name:12}" + "".join(f"{c['cpu']:13.2f}{c['queries']:9.0f}{c['opened']:8.0f}" for c in cells))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        import django

        django.setup()
        print(json.dumps(measured(sys.argv[1])))
