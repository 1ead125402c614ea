"""Addresses of sub-cases: those of a request, what is put to me or my unit, each act on one."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.requests import views_asked, views_subcase_acts, views_subcases

urlpatterns = [
    path("requests/<int:pk>/subcases/", views_subcases.section, name="request-subcases"),
    path("requests/<int:pk>/subcases/new/<slug:kind>/", views_subcases.new, name="request-subcase-new"),
    path("subcases/", views_asked.waiting, name="subcases"),
    path("subcases/<int:subcase_id>/", views_asked.subcase, name="subcase"),
    path("subcases/<int:subcase_id>/sign/", views_asked.sign, name="subcase-sign"),
    path("subcases/<int:subcase_id>/letter.<slug:form>", views_asked.letter, name="subcase-letter"),
    path("subcases/<int:subcase_id>/item/<int:number>/", views_asked.item, name="subcase-item"),
    path("subcases/<int:subcase_id>/file/<int:number>/", views_asked.attachment, name="subcase-file"),
    path("subcases/<int:subcase_id>/receipt/", views_subcase_acts.receipt, name="subcase-receipt"),
    path("subcases/<int:subcase_id>/answer/", views_subcase_acts.answer, name="subcase-answer"),
    path("subcases/<int:subcase_id>/close/", views_subcase_acts.close, name="subcase-close"),
    path("subcases/<int:subcase_id>/cancel/", views_subcase_acts.cancel, name="subcase-cancel"),
    path("subcases/<int:subcase_id>/remind/", views_subcase_acts.remind, name="subcase-remind"),
]
