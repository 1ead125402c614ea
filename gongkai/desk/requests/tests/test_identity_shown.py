"""A sign-in that did not hold is said on the request's page, beside that the identity is not checked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.requests.models import IdentityCheck
from gongkai.requests.tests.making import NOW, a_request
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


def test_the_clerk_reads_why_an_identity_is_not_checked(signed_in: Callable[..., Client], unit: Agency) -> None:
    plain, failed, proven = (a_request(unit) for _ in range(3))
    IdentityCheck.objects.create(request=failed, holds=False, why="提交时登录凭证已经过期。", at=NOW)
    IdentityCheck.objects.create(request=proven, holds=True, at=NOW)
    type(proven).objects.filter(pk=proven.pk).update(identity_checked=True)
    clerk = signed_in("clerk")
    shown = [clerk.get(reverse("desk:request", args=(one.pk,))).content.decode() for one in (plain, failed, proven)]
    assert ["提交时登录凭证已经过期。" in page for page in shown] == [False, True, False]
    assert ["已核对" in page for page in shown] == [False, False, True]
