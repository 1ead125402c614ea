"""Addresses of delivery to the two halls."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.halls import views, views_batch, views_replacement, views_set

urlpatterns = [
    path("halls/", views.halls, name="halls"),
    path("halls/export/", views.export, name="halls-export"),
    path("halls/set/", views_set.add, name="halls-set"),
    path("halls/set/<int:pk>/", views_set.change, name="hall-change"),
    path("halls/batches/<int:pk>/", views_batch.batch, name="hall-batch"),
    path("halls/batches/<int:pk>/papers/<slug:code>/", views_batch.paper, name="hall-paper"),
    path("halls/batches/<int:pk>/items/<int:number>/", views_batch.item, name="hall-item"),
    path("halls/replacements/<int:pk>/", views_replacement.replacement, name="hall-replacement"),
    path("halls/replacements/<int:pk>/letter/", views_replacement.letter, name="hall-letter"),
    path("halls/replacements/<int:pk>/enclosed/", views_replacement.enclosed, name="hall-enclosed"),
]
