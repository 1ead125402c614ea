"""Production's public process: the public addresses, the public role, and nothing of the staff's side.

The desk, sign-in and sessions are not installed; the only connection is that of GONGKAI_PUBLIC_DATABASE_URL. Give this
process a signing key of its own: what it signs, the staff's side need not believe.
"""

from __future__ import annotations

from typing import Any

from gongkai.settings.production import *  # noqa: F403  a settings module is its base plus what differs
from gongkai.settings.production import DATABASES, HOME, INSTALLED_APPS, MIDDLEWARE, TEMPLATES, database, env

_OURS = ("gongkai.desk", "allauth", "axes", "django_htmx", "django_prose_editor", "django.contrib.sessions")
_STAFF = (*_OURS, "django.contrib.messages")
_WHO = (*_STAFF, "django.contrib.auth")

INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith(_STAFF)]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith(_WHO)]
_OPTIONS: Any = TEMPLATES[0]["OPTIONS"]
_OPTIONS["context_processors"] = [name for name in _OPTIONS["context_processors"] if not name.startswith(_WHO)]
ROOT_URLCONF = "gongkai.urls_public"
AUTHENTICATION_BACKENDS = []
# The public role is all this process has: both names lead to it.
DATABASES["default"] = database(env.str("GONGKAI_PUBLIC_DATABASE_URL"), HOME)
DATABASES["public"] = dict(DATABASES["default"])
PRIVATE_PATHS = ()
# Nothing is pushed from here: whatever of it stands in the environment is not read.
WECHAT_APP_ID = WECHAT_SECRET = WECOM_WEBHOOK = ""
