"""Addresses of publishing: the queue, one record, orders, withdrawal, the preview."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.publishing import views, views_bulk, views_withdrawal

urlpatterns = [
    path("publishing/", views.queue, name="publishing"),
    path("publishing/bulk/", views_bulk.bulk, name="publishing-bulk"),
    path("publishing/orders/<int:pk>/cancel/", views.cancel, name="order-cancel"),
    path("records/<int:pk>/publish/", views.publish, name="publish"),
    path("records/<int:pk>/order/", views.order, name="order"),
    path("records/<int:pk>/preview/", views.preview, name="preview"),
    path("records/<int:pk>/preview/<str:digest>", views.preview_file, name="preview-file"),
    path("records/<int:pk>/withdraw/", views_withdrawal.withdraw, name="withdraw"),
]
