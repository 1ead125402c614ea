"""Several machines behind a proxy: everything that must be chosen is required, cookies and pages go over TLS only."""

from __future__ import annotations

from urllib.parse import urlsplit

from gongkai.settings.base import *  # noqa: F403  a settings module is its base plus what differs
from gongkai.settings.base import BASE_URL, HOME, env

DEBUG = False
SECRET_KEY = env.str("GONGKAI_SECRET_KEY")
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "", *env.list("GONGKAI_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# A site that is in use looks at itself.
PROBE = env.bool("GONGKAI_PROBE", default=True)

STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SECURE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
LANGUAGE_COOKIE_SECURE = True
