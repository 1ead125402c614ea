"""Addresses of this area."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.reviewing import shortcuts as _shortcuts  # noqa: F401  puts its keys on the help page
from gongkai.desk.reviewing import views_chain, views_compare, views_joint, views_list, views_questions, views_review

urlpatterns = [
    path("reviews/", views_list.reviews, name="reviews"),
    path("reviews/pass/", views_list.pass_several, name="reviews-pass"),
    path("reviews/questions/", views_questions.questions, name="questions"),
    path("reviews/joint/", views_joint.joint, name="joint"),
    path("reviews/joint/<int:record_id>/", views_joint.seen, name="joint-seen"),
    path("records/<int:record_id>/review/", views_review.review, name="review"),
    path("records/<int:record_id>/review/decide/", views_review.decide, name="review-decide"),
    path("records/<int:record_id>/review/findings/<int:number>/", views_review.finding, name="review-finding"),
    path("records/<int:record_id>/review/files/<str:digest>/", views_review.attached, name="review-file"),
    path("records/<int:record_id>/review/answer/", views_questions.answer, name="answer"),
    path("records/<int:record_id>/compare/", views_compare.versions, name="compare"),
    path("chain/", views_chain.chain, name="chain"),
    path("phrases/", views_chain.phrases, name="phrases"),
]
