"""Addresses of a request's clocks, of the acts on its way, and of the page that explains the procedure."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.requests import views_clock, views_procedure, views_steps
from gongkai.desk.requests.step_fields import PAGES

urlpatterns = [
    path("requests/procedure/", views_procedure.procedure, name="procedure"),
    path("requests/moves/", views_clock.moves, name="request-moves"),
    path("requests/<int:pk>/clock/", views_clock.clocks, name="request-clock"),
    path("requests/<int:pk>/clock/<int:entry_id>/", views_clock.entry, name="request-clock-entry"),
    *(
        path(f"requests/<int:pk>/act/{code}/", views_steps.act, {"code": code}, name=f"request-act-{code}")
        for code in PAGES
    ),
]
