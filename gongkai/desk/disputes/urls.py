"""Addresses of reconsideration and litigation."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.disputes import views, views_dispute, views_request

urlpatterns = [
    path("disputes/", views.disputes, name="disputes"),
    path("disputes/export/", views.export, name="disputes-export"),
    path("disputes/table/", views.table, name="disputes-table"),
    path("disputes/<int:pk>/", views_dispute.dispute, name="dispute"),
    path("disputes/<int:pk>/change/", views_dispute.change, name="dispute-change"),
    path("disputes/<int:pk>/papers/", views_dispute.attach, name="dispute-attach"),
    path("disputes/<int:pk>/papers/<int:number>/", views_dispute.paper, name="dispute-paper"),
    path("requests/<int:pk>/disputes/", views_request.section, name="request-disputes"),
]
