"""Settings shared by every way of running. Each site choice comes from the environment (docs/operations)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from gongkai.settings.accounts import *  # noqa: F403  one group of settings, kept apart for its length
from gongkai.settings.identity import *  # noqa: F403  the same
from gongkai.settings.notifying import *  # noqa: F403  the same
from gongkai.settings.probing import *  # noqa: F403  the same
from gongkai.settings.pushing import *  # noqa: F403  the same

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.str("GONGKAI_HOME", default="var")).resolve()
# Where the files of the public pages lie; empty: `public` in the home.
PUBLIC_ROOT = env.str("GONGKAI_PUBLIC_ROOT", default="")
BASE_URL = env.str("GONGKAI_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")

# Who runs the site: printed in the masthead, the footer and the page metadata; what is not set is left out.
SITE = {
    "owner": env.str("GONGKAI_SITE_OWNER", default=""),
    "office": env.str("GONGKAI_SITE_OFFICE", default=""),
    "phone": env.str("GONGKAI_SITE_PHONE", default=""),
    "address": env.str("GONGKAI_SITE_ADDRESS", default=""),
    "id_code": env.str("GONGKAI_SITE_ID_CODE", default=""),
    "record": env.str("GONGKAI_SITE_RECORD", default=""),
    "report_errors": env.str("GONGKAI_SITE_REPORT_ERRORS", default=""),
}
# Under which terms the open data may be used, in one sentence; not set, the page says that none were stated.
OPEN_TERMS = env.str("GONGKAI_OPEN_TERMS", default="")
# Calls of the open interface from one address a minute.
OPEN_CALLS_A_MINUTE = env.int("GONGKAI_OPEN_CALLS_A_MINUTE", default=120)
UPLOAD_LIMIT_MB = env.int("GONGKAI_UPLOAD_LIMIT_MB", default=20)
CHECKS_PER_HOUR = env.int("GONGKAI_CHECKS_PER_HOUR", default=30)
# How many visits of one address count in an hour: an office behind one address is many people, a machine is more.
VISITS_PER_HOUR = env.int("GONGKAI_VISITS_PER_HOUR", default=600)
# After how many seconds without a touch a terminal at a reading point forgets who was there; never fewer than 30.
TERMINAL_IDLE_SECONDS = env.int("GONGKAI_TERMINAL_IDLE_SECONDS", default=90)
# The rule of index numbers (law/data/index_rules), what the serial restarts with (empty: as the rule says), whose year
# stands in the number (formed or published), and the site's table of index classes (law/data/index_classes).
INDEX_RULE = env.str("GONGKAI_INDEX_RULE", default="fujian")
INDEX_RESTARTS = tuple(env.list("GONGKAI_INDEX_RESTARTS", default=[]))
INDEX_YEAR = env.str("GONGKAI_INDEX_YEAR", default="formed")
INDEX_CLASSES = env.str("GONGKAI_INDEX_CLASSES", default="quanzhou")
# Which table of subject classes (主题分类) records here are put under: a site of law/data/topics.
TOPICS = env.str("GONGKAI_TOPICS", default="national")
# Personal data at rest: the cipher (aes, or sm4 where a site must use the national one) and its keys, 32 bytes base64.
# Empty: a key of the home's own. The public process gets only the public half of the intake's key.
CIPHER = env.str("GONGKAI_CIPHER", default="aes")
DATA_KEY = env.str("GONGKAI_DATA_KEY", default="")
INTAKE_KEY = env.str("GONGKAI_INTAKE_KEY", default="")
INTAKE_PUBLIC_KEY = env.str("GONGKAI_INTAKE_PUBLIC_KEY", default="")
# Disclosure on request from outside: the largest file, how many files one form may carry, how much may lie half
# uploaded, the weight of the small puzzle that stands in for a picture (bits of a hash), how many forms of one address
# an hour need no puzzle, and the virus scanner (tcp://host:port or unix:/path).
REQUEST_FILE_MB = env.int("GONGKAI_REQUEST_FILE_MB", default=20)
REQUEST_FILES = env.int("GONGKAI_REQUEST_FILES", default=10)
UPLOADS_WAITING_MB = env.int("GONGKAI_UPLOADS_WAITING_MB", default=2048)
PUZZLE_BITS = env.int("GONGKAI_PUZZLE_BITS", default=15)
FORMS_PER_HOUR = env.int("GONGKAI_FORMS_PER_HOUR", default=20)
CLAMD = env.str("GONGKAI_CLAMD", default="")
# How many proxies in front add to X-Forwarded-For; 0 trusts only the connection itself.
PROXIES = env.int("GONGKAI_PROXIES", default=0)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "gongkai.desk",  # before the account package, whose pages it words anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "gongkai.kit",
    "gongkai.search",
    "gongkai.units",
    "gongkai.records",
    "gongkai.columns",
    "gongkai.delivery",
    "gongkai.requests",
    "gongkai.disputes",
    "gongkai.statistics",
    "gongkai.inspection",
    "gongkai.supervision",
    "gongkai.portal",
    "gongkai.api",
]
MIDDLEWARE = [
    "gongkai.kit.border.middleware.Border",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "gongkai.portal.static_pages.serving.StaticPages",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "gongkai.portal.modes.ChosenLanguage",
    "gongkai.api.limits.TooLarge",
    "gongkai.portal.limits.UploadLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.desk.frame.asking.Asking",
    "gongkai.desk.frame.missing.TooLarge",
    "gongkai.desk.account.gate.Gate",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gongkai.urls"
WSGI_APPLICATION = "gongkai.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.portal.context.frame",
            ],
        },
    }
]


def database(url: str, home: Path) -> dict[str, Any]:
    """The connection: the address given, or SQLite in the home folder. SQLite writes ahead and locks at the start."""
    found: dict[str, Any] = (
        dict(env.db_url_config(url))
        if url
        else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(home / "gongkai.sqlite3")}
    )
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        found["CONN_MAX_AGE"] = 60
        found["CONN_HEALTH_CHECKS"] = True
    return found


def public_side(url: str, default: dict[str, Any]) -> dict[str, Any]:
    """The public side's connection to the same database: its own role, or SQLite with a watchman (docs/operations)."""
    found: dict[str, Any] = {**default, "TEST": {"MIRROR": "default"}}
    if url:
        found = database(url, HOME) | {"TEST": {"MIRROR": "default"}}
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["ENGINE"] = "gongkai.kit.border.sqlite3"
        found["OPTIONS"] = {**found["OPTIONS"], "timeout": 5}
        # It stays open from one request to the next; that the file is still the same one, is looked at each time.
        found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"] = None, True
    return found


DATABASES = {"default": database(env.str("GONGKAI_DATABASE_URL", default=""), HOME)}
DATABASES["public"] = public_side(env.str("GONGKAI_PUBLIC_DATABASE_URL", default=""), DATABASES["default"])
DATABASE_ROUTERS = ["gongkai.kit.border.routing.TwoSides"]
# The border: below these addresses the staff is served, everywhere else the public, over the connection of that name.
PRIVATE_PATHS: tuple[str, ...] = ("/desk/", "/account/", "/api/oa/")
PUBLIC_DATABASE = "public"
CACHES = {"default": env.cache_url_config(env.str("GONGKAI_CACHE_URL", default="locmemcache://gongkai"))}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"

# Only this many bytes of an upload are ever held, and only in memory: nothing is spooled to disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = (UPLOAD_LIMIT_MB + 1) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "gongkai.portal.views.errors.form_expired"

# Request lines and addresses are the web server's to keep; the application logs faults only.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "axes": {"level": "ERROR"},
    },
}
