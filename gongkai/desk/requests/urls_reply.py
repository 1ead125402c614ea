"""Addresses of decisions, papers, their review, issue and service."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.requests import (
    views_decide,
    views_paper,
    views_paper_acts,
    views_paper_chain,
    views_papers,
    views_spot,
)

urlpatterns = [
    path("requests/<int:pk>/papers/", views_papers.section, name="request-papers"),
    path("requests/<int:pk>/papers/new/<str:kind>/", views_papers.new, name="request-paper-new"),
    path("requests/<int:pk>/items/<int:position>/", views_decide.decide, name="request-decide"),
    path("requests/<int:pk>/on-the-spot/", views_spot.on_the_spot, name="request-act-reply_on_the_spot"),
    path("papers/", views_papers.waiting, name="papers"),
    path("papers/chain/", views_paper_chain.chain, name="paper-chain"),
    path("papers/<int:pk>/", views_paper.paper, name="paper"),
    path("papers/<int:pk>/edit/", views_paper.edit, name="paper-edit"),
    path("papers/<int:pk>/act/", views_paper_acts.act, name="paper-act"),
    path("papers/<int:pk>/serve/", views_paper_acts.serve, name="paper-serve"),
    path("papers/<int:pk>/compare/", views_paper.compare, name="paper-compare"),
    path("papers/<int:pk>/file/<str:form>/", views_paper.printed, name="paper-file"),
]
