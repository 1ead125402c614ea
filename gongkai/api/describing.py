"""The descriptions of the interfaces, kept beside them for those who build the other side.

`python -m gongkai.api.describing` writes them anew after a change; tests hold the two together.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

HERE = Path(__file__).parent
OFFICE, OPEN = "openapi.json", "openapi-open.json"


def described(name: str = OFFICE) -> str:
    """The description kept under that name, as JSON text."""
    from gongkai.api import oa, open  # the rooms need Django set up

    api = {OFFICE: oa.api, OPEN: open.api}[name]
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
    django.setup()
    for name in (OFFICE, OPEN):
        (HERE / name).write_text(described(name), encoding="utf-8")
