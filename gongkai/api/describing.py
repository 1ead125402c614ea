"""The description of the interface, kept beside it for those who build the other side.

`python -m gongkai.api.describing` writes it anew after a change; a test holds the two together.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

KEPT = Path(__file__).parent / "openapi.json"


def described() -> str:
    """The description as JSON text."""
    from gongkai.api.oa import api  # the rooms need Django set up

    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
    django.setup()
    KEPT.write_text(described(), encoding="utf-8")
