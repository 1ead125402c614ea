"""The dossier's page: archived with a period, copied for a court, taken out with a journal row, by the unit only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.kit.models import JournalEntry
from gongkai.requests.tests.making import a_request
from gongkai.requests.tests.papering import decided, issued, served
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


def test_a_clerk_archives_and_takes_out(unit: Agency, signed_in: Callable[..., Client]) -> None:
    request = a_request(unit)
    served(issued(decided(request), "reply"))
    request.refresh_from_db()
    browser = signed_in("clerk")
    page = browser.get(reverse("desk:request-dossier", args=(request.pk,))).content.decode()
    assert "还没有案卷" in page and "保管期限" in page
    given = {"retention": "thirty_years", "seen": str(request.version)}
    assert browser.post(reverse("desk:request-dossier-archive", args=(request.pk,)), given).status_code == 302
    made = request.dossiers.get()
    page = browser.get(reverse("desk:request-dossier", args=(request.pk,))).content.decode()
    assert made.number in page and "30年" in page and "卷内文件目录" in page
    answer = browser.post(reverse("desk:dossier-take-out", args=(made.pk, "pdf")))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert JournalEntry.objects.filter(act="take_out_dossier").count() == 1
    assert browser.post(reverse("desk:request-dossier-copy", args=(request.pk,))).status_code == 302
    assert request.dossiers.count() == 2


def test_who_does_not_handle_requests_takes_nothing_out(unit: Agency, signed_in: Callable[..., Client]) -> None:
    request = a_request(unit)
    browser = signed_in("clerk")
    browser.post(reverse("desk:request-dossier-copy", args=(request.pk,)))
    made = request.dossiers.get()
    for duty in ("deputy_leader", "publisher"):
        answer = signed_in(duty).post(reverse("desk:dossier-take-out", args=(made.pk, "pdf")))
        assert answer.status_code in (403, 404) and not answer.content.startswith(b"%PDF")
