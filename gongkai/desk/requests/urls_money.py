"""Addresses of a request's fee, and of the disputes over requests."""

from __future__ import annotations

from django.urls import include, path

from gongkai.desk.requests import views_board, views_fee

urlpatterns = [
    path("requests/fees/", views_board.fees, name="requests-fees"),
    path("requests/<int:pk>/fee/", views_fee.fee, name="request-fee"),
    path("", include("gongkai.desk.disputes.urls")),
]
