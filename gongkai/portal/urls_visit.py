"""Public addresses that count visits."""

from __future__ import annotations

from django.urls import path

from gongkai.portal.pages import PageKind, register
from gongkai.portal.views import visiting

urlpatterns = [
    path("visit", visiting.visit, name="visit"),
    path("visit.gif", visiting.image, name="visit-image"),
]

register(
    PageKind("visit", kept=False, why="计一次访问"),
    PageKind("visit-image", kept=False, why="计一次访问，供不运行脚本的浏览器"),
)
