"""Signing in on the public forms by the government's identity service; nothing set, nothing shown."""

from __future__ import annotations

import environ

env = environ.Env()

# As the discovery document names it; the end addresses only where the service has no such document.
IDENTITY_ISSUER = env.str("GONGKAI_IDENTITY_ISSUER", default="").rstrip("/")
IDENTITY_CLIENT_ID = env.str("GONGKAI_IDENTITY_CLIENT_ID", default="")
IDENTITY_CLIENT_SECRET = env.str("GONGKAI_IDENTITY_CLIENT_SECRET", default="")
IDENTITY_NAME = env.str("GONGKAI_IDENTITY_NAME", default="统一身份认证")
IDENTITY_SIGN_IN = env.str("GONGKAI_IDENTITY_SIGN_IN", default="")
IDENTITY_TOKEN = env.str("GONGKAI_IDENTITY_TOKEN", default="")
IDENTITY_KEYS = env.str("GONGKAI_IDENTITY_KEYS", default="")
# The claims that hold a person's name and the number of his identity card.
IDENTITY_NAME_CLAIM = env.str("GONGKAI_IDENTITY_NAME_CLAIM", default="name")
IDENTITY_NUMBER_CLAIM = env.str("GONGKAI_IDENTITY_NUMBER_CLAIM", default="id_number")
