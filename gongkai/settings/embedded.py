"""One machine, nothing set: SQLite, memory cache and a key of its own, all under GONGKAI_HOME."""

from __future__ import annotations

from gongkai.settings.base import *  # noqa: F403  a settings module is its base plus what differs
from gongkai.settings.base import HOME, env
from gongkai.settings.secret import secret_of

DEBUG = False
SECRET_KEY = env.str("GONGKAI_SECRET_KEY", default="") or secret_of(HOME)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("GONGKAI_HOSTS", default=[])]

# No collecting step on one machine: the files are served from the package as they are.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
