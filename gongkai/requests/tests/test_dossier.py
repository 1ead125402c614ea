"""The dossier: everything in order, every page numbered, every paper found again by its hash; archived once."""

from __future__ import annotations

import io
from datetime import date
from hashlib import sha256
from itertools import pairwise

import pypdf
import pytest
from PIL import Image

from gongkai.kit.action import Refused
from gongkai.kit.private_files import take_private
from gongkai.requests.actions.build_dossier import archive_request, build_dossier
from gongkai.requests.attaching import attach
from gongkai.requests.dossier import packing
from gongkai.requests.models import Request
from gongkai.requests.tests.making import RECEIVED, a_request, at, by
from gongkai.requests.tests.papering import decided, issued, served

pytestmark = pytest.mark.django_db
DONE = date(2026, 3, 9)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    return out.getvalue()


def answered() -> Request:
    request = a_request()
    attach(request, "identity", "身份证.png", picture(), None, at(RECEIVED), from_applicant=True)
    served(issued(decided(request), "reply", on=DONE), on=DONE)
    request.refresh_from_db()
    return request


def test_an_answered_request_is_bound_numbered_and_archived_once() -> None:
    request = answered()
    made = archive_request(request.pk, actor=by(request.agency, on=DONE), now=at(DONE, 16))
    request.refresh_from_db()
    assert (request.state, made.number, made.keep_until) == ("archived", "公申档〔2026〕1号", date(2036, 12, 31))
    whole = pypdf.PdfReader(io.BytesIO(take_private(made.pdf)))
    texts = [page.extract_text() for page in whole.pages]
    assert "政府信息公开申请案卷" in texts[0] and "王**" in texts[0] and "王小川" not in texts[0]
    front = next(at for at, text in enumerate(texts) if text.split()[-1:] == ["1"] or text.startswith("1\n"))
    assert [line["position"] for line in made.contents] == list(range(1, len(made.contents) + 1))
    numbered = [line for line in made.contents if line["first"]]
    assert numbered[0]["first"] == 1 and numbered[-1]["last"] == made.pages
    for line, following in pairwise(numbered):
        assert following["first"] == line["last"] + 1
    assert str(made.pages) in texts[front + made.pages - 1]
    assert {"身份证明：身份证.png", "文书审签记录", "送达记录", "期限台账"} <= {line["title"] for line in made.contents}
    assert any("公开申请答复书" in str(line["title"]) for line in made.contents)
    assert len(whole.outline) == len(numbered)
    with pytest.raises(Refused) as refused:
        archive_request(request.pk, actor=by(request.agency, on=DONE), now=at(DONE, 17))
    assert refused.value.code == "not-now"


def test_the_package_is_checked_file_by_file() -> None:
    request = answered()
    data = take_private(build_dossier(request.pk, actor=by(request.agency, on=DONE), now=at(DONE, 16)).zip)
    assert packing.faults(data) == []
    letter = request.papers.get(kind="reply")
    assert sha256(take_private(letter.pdf)).hexdigest() in {line["sha256"] for line in request.dossiers.get().contents}
    assert packing.faults(data[:-40]) != []
    assert packing.faults(b"nothing") == ["不是案卷的电子档案包，或者已经损坏（BadZipFile）。"]


def test_only_a_finished_request_is_archived() -> None:
    request = a_request()
    with pytest.raises(Refused) as refused:
        archive_request(request.pk, actor=by(request.agency), now=at(RECEIVED, 12))
    assert refused.value.code == "not-now"
    issued(decided(request), "reply", on=DONE)
    with pytest.raises(Refused) as refused:
        archive_request(request.pk, retention="for-ever", actor=by(request.agency, on=DONE), now=at(DONE, 12))
    assert refused.value.code == "retention"
