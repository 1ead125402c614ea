"""The application as a web server starts it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.portal.wagtail_site.settings"

application = get_wsgi_application()
