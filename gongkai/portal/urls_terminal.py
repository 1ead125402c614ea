"""Public addresses of the terminal at a reading point."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.portal.pages import PageKind, register
from gongkai.portal.views import terminal, terminal_applying, terminal_reading, terminal_units

HERE = "terminal/<slug:point>/"
urlpatterns: list[URLPattern] = [
    path("terminal/", terminal.choose, name="terminal"),
    path(HERE, terminal.home, name="terminal-home"),
    path(f"{HERE}about/", terminal.about, name="terminal-about"),
    path(f"{HERE}look/<slug:name>/<slug:value>/", terminal.look, name="terminal-look"),
    path(f"{HERE}again/", terminal.again, name="terminal-again"),
    path(f"{HERE}find/", terminal_reading.find, name="terminal-find"),
    path(f"{HERE}browse/<slug:side>/", terminal_reading.browse, name="terminal-browse"),
    path(f"{HERE}browse/<slug:side>/<str:value>/", terminal_reading.value, name="terminal-value"),
    path(f"{HERE}records/<path:number>/", terminal_reading.record, name="terminal-record"),
    path(f"{HERE}annual/<slug:agency>/<int:year>/", terminal_reading.report, name="terminal-report"),
    path(f"{HERE}for/<slug:purpose>/", terminal_units.units, name="terminal-units"),
    path(f"{HERE}units/<slug:code>/", terminal_units.unit, name="terminal-unit"),
    path(f"{HERE}units/<slug:code>/<slug:column>/", terminal_units.page, name="terminal-page"),
    path(f"{HERE}apply/<slug:code>/<int:step>/", terminal_units.apply, name="terminal-apply"),
    path(f"{HERE}apply/<slug:code>/write/", terminal_applying.write, name="terminal-write"),
]

register(*(PageKind(str(one.name), kept=False, why="终端的页面，谁也不留存") for one in urlpatterns))
