"""Addresses of drafting: the list, the form, one record, what its drafter may do with it."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.drafting import views_acts, views_bring, views_edit, views_list, views_record

urlpatterns = [
    path("records/", views_list.records, name="records"),
    path("records/new/", views_edit.new, name="new"),
    path("records/new/keep/", views_edit.keep, name="keep-new"),
    path("records/clean/", views_edit.clean, name="clean"),
    path("records/bring/", views_bring.bring, name="bring"),
    path("records/<int:record_id>/", views_record.record, name="record"),
    path("records/<int:record_id>/edit/", views_edit.edit, name="edit"),
    path("records/<int:record_id>/keep/", views_edit.keep, name="keep"),
    path("records/<int:record_id>/submit/", views_acts.submit, name="submit"),
    path("records/<int:record_id>/recall/", views_acts.recall, name="recall"),
    path("records/<int:record_id>/discard/", views_acts.discard, name="discard"),
    path("records/<int:record_id>/files/<str:digest>/", views_record.attached, name="file"),
]
