"""The application as a web server starts it: `granian --interface wsgi gongkai.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")

application = get_wsgi_application()
