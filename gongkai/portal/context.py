"""What every page's frame needs: the site, the reader's modes and the main columns."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.portal.modes import modes_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html. `switches` are links that turn a mode on or off and come back to this page."""
    modes = modes_of(request)
    here = request.get_full_path() if request.method == "GET" else reverse("portal:home")
    wide = modes.size == "large"
    sharp = modes.contrast == "more"
    return {
        "site": settings.SITE,
        "base_url": settings.BASE_URL,
        "modes": modes,
        "switches": [
            {"words": gettext("长辈版"), "on": wide, "address": _switch("size", "normal" if wide else "large", here)},
            {
                "words": gettext("高对比度"),
                "on": sharp,
                "address": _switch("contrast", "normal" if sharp else "more", here),
            },
        ],
        "chinese": _switch("language", "zh-hans", here),
        "english": _switch("language", "en", here),
        "canonical": settings.BASE_URL + request.path,
    }


def _switch(name: str, value: str, here: str) -> str:
    return f"{reverse('portal:display')}?{urlencode({name: value, 'next': here})}"
